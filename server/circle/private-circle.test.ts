/** Who may know what was said in private circles: on screens, in prompts, afterwards. Real minds over a model with scripted replies. */
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { principalOf } from "../../engine/scope/scope.ts";
import { createInProcessMemoryStore } from "../../engine/memory/in-process-memory-store.ts";
import { createMinds } from "../../engine/mind/create-minds.ts";
import { NO_USAGE } from "../../engine/model/usage/add-usage.ts";
import type { ChatRequest, LanguageModel } from "../../engine/model/language-model.ts";
import { User } from "../../schema/tables/account.table.ts";
import { freshDatabase, type FreshDatabase } from "../../test/fresh-database.ts";
import { EXPORT_FORMATS } from "../../schema/messages/conversation.ts";
import { exportConversation } from "../conversation/export/export-conversation.ts";
import { contentOf, readExport, unprinted } from "../../test/exports/read-export.ts";
import { testScope } from "../../test/model-servers/collect.ts";
import { createConversationReading } from "../conversation/conversation-reading.store.ts";
import { createConversationStore, type ConversationStore } from "../conversation/conversation.store.ts";
import { createUnreadTurns } from "../conversation/unread-turns.store.ts";
import { newId } from "../database/new-id.adapter.ts";
import { openDatabase, type Database } from "../database/open-database.store.ts";
import { actor, createHouseOf } from "../../test/circle/test-circle-house.ts";
import { routed } from "../../test/models/routed.ts";

const ada = actor("ada", "Ada");
const ben = actor("ben", "Ben");
const cleo = actor("cleo", "Cleo");
const dan = actor("dan", "Dan");
const people = [ada, ben, cleo, dan];
/** Busy machines are slow. */
const PATIENCE = { timeout: 20_000 };
const SECRET = "ada@example.org";

let fresh: FreshDatabase;
let database: Database;
let memory: ReturnType<typeof createInProcessMemoryStore>;

beforeAll(async () => {
  fresh = await freshDatabase();
  database = await openDatabase(fresh.url);
  const account = { workspaceId: "default", kind: "guest", role: "guest", email: null, passwordHash: null };
  for (const { userId: id, name } of people)
    await database.em().insert(User, { id, name, ...account, colour: "#aa3333" });
});
beforeEach(() => void (memory = createInProcessMemoryStore()));
afterAll(async () => {
  await database.close();
  await fresh.drop();
});

/** One requested reply of a persona. */
class Reply {
  readonly prompt: string;
  #waiting: (string | null)[] = [];
  #wake = () => {};

  constructor(prompt: string) {
    this.prompt = prompt;
  }
  say(text: string): void {
    this.#push(text);
  }
  end(): void {
    this.#push(null);
  }
  async *pieces(signal: AbortSignal): AsyncGenerator<string> {
    signal.addEventListener("abort", () => this.#wake());
    for (;;) {
      if (signal.aborted) throw signal.reason as Error;
      const piece = this.#waiting.shift();
      if (piece === null) return;
      if (piece === undefined) await new Promise<void>((resume) => (this.#wake = resume));
      else yield piece;
    }
  }
  #push(piece: string | null): void {
    this.#waiting.push(piece);
    this.#wake();
  }
}

/** Each test has its own place, so that none restores what another left open. */
function openHouse(conversations: ConversationStore, placeId: string = newId()) {
  const replies: Reply[] = [];
  const model: LanguageModel = {
    route: { provider: "openai", model: "gpt", local: false },
    async *stream({ messages }: ChatRequest, { signal }) {
      const reply = new Reply(messages.map(({ content }) => content).join("\n"));
      replies.push(reply);
      for await (const text of reply.pieces(signal)) yield { type: "text-delta", text };
      yield { type: "finish", reason: "stop", usage: NO_USAGE };
    },
  };
  const minds = createMinds({
    voices: { modelFor: () => routed(model) },
    memory,
    now: Date.now,
    newId,
    report: (error) => {
      throw error;
    },
  });
  const remembering: ConversationStore = {
    ...conversations,
    async commitTurn(turn, aftermath) {
      const due = await conversations.commitTurn(turn, aftermath);
      await memory.add(aftermath?.memories ?? [], testScope());
      return due;
    },
  };
  const house = createHouseOf(minds, remembering, placeId);
  for (const { userId, name } of [cleo, dan]) house.stage.addAvatar("person", userId, name);
  /** What each of them received, recorded when sent. */
  const got = new Map(people.map(({ userId }) => [userId, [] as { type: string; turnId: string; text: string }[]]));
  house.stage.onSent = ({ type, message, mayHear }) => {
    if (!("turnId" in message)) return;
    const { turnId } = message;
    for (const person of people)
      if (mayHear(person)) got.get(person.userId)!.push({ type, turnId, text: "text" in message ? message.text : "" });
  };
  const replyOf = async (number: number): Promise<Reply> => {
    await vi.waitFor(() => {
      house.clock.advance(200);
      expect(replies.length).toBeGreaterThanOrEqual(number);
    }, PATIENCE);
    return replies[number - 1]!;
  };
  return {
    ...house,
    placeId,
    replies,
    textsOf: (userId: string) => [...got.get(userId)!].map(({ text }) => text).join(""),
    /** The next prompt after those that existed before `work`. */
    async promptAfter(work: () => Promise<unknown>): Promise<Reply> {
      const before = replies.length;
      await work();
      return replyOf(before + 1);
    },
    async shown(text: string): Promise<void> {
      await vi.waitFor(() => {
        house.clock.advance(60);
        expect(
          house.stage
            .all("turn-delta")
            .map((delta) => delta.text)
            .join(""),
        ).toContain(text);
      }, PATIENCE);
    },
    async ended(count: number): Promise<void> {
      await vi.waitFor(() => {
        house.clock.advance(60);
        expect(house.stage.all("turn-ended")).toHaveLength(count);
      }, PATIENCE);
    },
  };
}

type House = ReturnType<typeof openHouse>;
const readBy = async (userId: string, circleId: string) => {
  const conversation = await createConversationReading(database).read(principalOf("default", userId), circleId);
  return conversation?.turns.map(({ text }) => text) ?? null;
};
/** Whether any file that this person can export of the conversation contains the secret. */
async function exportsOf(userId: string, circleId: string): Promise<boolean> {
  const reading = createConversationReading(database);
  const scope = principalOf("default", userId);
  const conversation = await reading.open(scope, circleId);
  if (!conversation) return false;
  const { head, turnIds, readTurns } = conversation;
  const participants = await reading.participantsOf(scope, [circleId]);
  const exported = {
    head: { ...head, outcomes: [], gallery: { questions: [], vote: null }, participants },
    numbers: new Map(turnIds.map((id, at) => [id, at + 1])),
    readTurns,
  };
  const means = { print: unprinted, signal: new AbortController().signal };
  const files = await Promise.all(
    EXPORT_FORMATS.map(async (format) =>
      readExport(format, await contentOf(await exportConversation(exported, format, means))),
    ),
  );
  const hits = files.filter((text) => text.includes(SECRET));
  expect([0, files.length]).toContain(hits.length);
  return hits.length > 0;
}
/** Whether searching for it among all conversations finds this one for this person. */
const findsBy = async (userId: string, circleId: string): Promise<boolean> => {
  const query = { q: SECRET, limit: 100 };
  const { items } = await createConversationReading(database).list(principalOf("default", userId), query);
  return items.some((item) => item.circleId === circleId && item.found?.includes(SECRET));
};
const open = (house: House, isPrivate: boolean, who = ada) =>
  house.host.openCircle(who, { topic: "Bread", kind: "chat", private: isPrivate });

/** Bruno's prompt when he is asked, in a new circle of these people, with everybody else gone from it. */
async function promptIn(house: House, isPrivate: boolean, [opener, ...others]: (typeof ada)[]): Promise<string> {
  const { circleId } = await open(house, isPrivate, opener);
  for (const other of others) {
    await house.host.invite(opener!, { personaId: other.userId });
    await house.host.joinCircle(other, { circleId });
  }
  await house.promptAfter(() => house.host.invite(opener!, { personaId: "bruno" }));
  const question = { text: "Which address would you write to?" };
  const asked = await house.promptAfter(() => house.host.say(opener!, question));
  await house.host.steer(opener!, { circleId, action: "stop" });
  house.clock.advance(60_000);
  house.stage.spots.push({ x: 30, z: 0 });
  return asked.prompt;
}

/** A private circle of Ada and Bruno in which she tells him her address. */
async function tell(house: House): Promise<{ circleId: string; answer: Reply }> {
  const { circleId } = await open(house, true);
  await house.promptAfter(() => house.host.invite(ada, { personaId: "bruno" }));
  const told = `My address is ${SECRET}, write to me there.`;
  return { circleId, answer: await house.promptAfter(() => house.host.say(ada, { text: told })) };
}

/** The same, once he has answered. */
async function tellSecret(house: House): Promise<string> {
  const { circleId, answer } = await tell(house);
  answer.say("I noted the address, thank you. ");
  answer.end();
  await house.ended(2);
  return circleId;
}

describe("private circles", () => {
  it("M4 C1 a newcomer in mid-sentence hears nothing from before, and nothing said from then on derives from it", async () => {
    const house = openHouse(createConversationStore(database));
    const { circleId, answer: first } = await tell(house);
    await house.host.invite(ada, { personaId: "ben" });
    expect(first.prompt).toContain(SECRET);
    first.say(`I will write to ${SECRET} today. `);
    await house.shown(`I will write to ${SECRET}`);

    expect(await house.host.joinCircle(ben, { circleId })).toMatchObject({ topic: "Bread", turns: [] });
    first.say("And tomorrow. ");
    const second = await house.promptAfter(() => house.host.say(ben, { text: "Hello, whom do you write to?" }));
    expect(second.prompt).not.toContain(SECRET);
    second.say("Welcome to the table, Ben. ");
    second.end();
    await house.ended(4);
    expect(house.textsOf("ada")).toContain(SECRET);
    expect(house.textsOf("ben")).not.toContain("I will write");
    expect(house.textsOf("ben")).toContain("Welcome to the table, Ben.");
    expect(house.textsOf("ada")).not.toContain("tomorrow");
    expect(await readBy("ben", circleId)).toEqual(["Hello, whom do you write to?", "Welcome to the table, Ben."]);
    expect(await readBy("ada", circleId)).toHaveLength(4);
    await house.host.drain();
  });

  it("M4 C1 somebody who leaves in mid-sentence hears the rest no longer, and memories known to fewer may be used again", async () => {
    const house = openHouse(createConversationStore(database));
    const circleId = await tellSecret(house);
    await house.host.invite(ada, { personaId: "ben" });
    await house.host.joinCircle(ben, { circleId });
    const open = await house.promptAfter(() => house.host.say(ada, { text: "Tell Ben about rye, Bruno." }));
    expect(open.prompt).not.toContain(SECRET);
    open.say("Rye is dark. ");
    await house.shown("Rye is dark.");
    await house.host.leaveCircle(ben);
    open.say("And it keeps for weeks. ");
    open.end();
    await house.ended(4);
    expect(house.textsOf("ben")).toContain("Rye is dark.");
    expect(house.textsOf("ben")).not.toContain("weeks");

    const alone = await house.promptAfter(() => house.host.say(ada, { text: "And where will you write to me?" }));
    expect(alone.prompt).toContain(SECRET);
    alone.say("To the address you gave me. ");
    alone.end();
    await house.ended(6);
    expect(house.textsOf("ben")).not.toContain("where will you write");
    // He sees only what he heard completely, now and after he has come back.
    expect(await readBy("ben", circleId)).toEqual(["Tell Ben about rye, Bruno."]);
    const again = await house.host.joinCircle(ben, { circleId });
    expect(again.turns.map(({ text }) => text)).toEqual(["Tell Ben about rye, Bruno."]);
    await house.host.drain();
  });

  it("C1 C7 the witnesses of turns survive a restart", async () => {
    const store = createConversationStore(database);
    const house = openHouse(store);
    const circleId = await tellSecret(house);
    await house.host.invite(ada, { personaId: "ben" });
    await house.host.joinCircle(ben, { circleId });
    await house.host.say(ben, { text: "Good morning to you both." });
    await house.host.drain();
    const back = openHouse(store, house.placeId);
    await back.host.restore();
    const { turns } = await back.host.joinCircle(ben, { circleId });
    expect(turns.map(({ text }) => text)).toEqual(["Good morning to you both."]);
    await back.host.drain();
  });

  it("A1 somebody who has left hears nothing more as a spectator either, and knows no turn to react or reply to", async () => {
    const house = openHouse(createConversationStore(database));
    const circleId = await tellSecret(house);
    await house.host.invite(ada, { personaId: "ben" });
    const watching = { ...ben, spectator: true };
    expect(house.host.mayHear(watching, circleId)).toBe(false);
    await house.host.joinCircle(ben, { circleId });
    expect(house.host.mayHear(watching, circleId)).toBe(true);
    const [before] = (await house.host.transcriptFor(ada, circleId))!.turns;
    await expect(house.host.react(ben, { turnId: before!.id, emoji: "👍" })).rejects.toThrow("not among");
    await expect(house.host.say(ben, { text: "Why?", replyTo: before!.id })).rejects.toThrow("not among");
    await house.host.leaveCircle(ben);
    expect(house.host.mayHear(watching, circleId)).toBe(false);
    expect(await house.host.transcriptFor(watching, circleId)).toBeNull();
    await house.host.drain();
  });

  it("M4 private words are recalled only in the presence of those who were there", async () => {
    const house = openHouse(createConversationStore(database));
    await tellSecret(house);
    await house.host.leaveCircle(ada);
    house.clock.advance(120_000);
    expect(await promptIn(house, true, [ben])).not.toContain(SECRET);
    expect(await promptIn(house, false, [ben])).not.toContain(SECRET);
    expect(await promptIn(house, false, [ada])).not.toContain(SECRET);
    expect(await promptIn(house, true, [ada, ben])).not.toContain(SECRET);
    expect(await promptIn(house, true, [ada])).toContain(SECRET);
    await house.host.drain();
  });

  it("M4 C1 A1 a fact told to two of four in a side circle is known by those two only, whoever comes and goes in mid-sentence", async () => {
    const house = openHouse(createConversationStore(database));
    // All four are together in public first, and Bruno with them.
    const { circleId: hall } = await open(house, false);
    for (const person of [ben, cleo, dan]) await house.host.joinCircle(person, { circleId: hall });
    await house.promptAfter(() => house.host.invite(ada, { personaId: "bruno" }));
    const hello = await house.promptAfter(() => house.host.say(dan, { text: "Good evening to all of you here." }));
    expect(hello.prompt).not.toContain(SECRET);
    for (const person of [ada, ben]) await house.host.leaveCircle(person);
    await house.host.dismiss(cleo, { personaId: "bruno" });

    const { circleId } = await open(house, true);
    await house.host.invite(ada, { personaId: "ben" });
    await house.host.joinCircle(ben, { circleId });
    await house.promptAfter(() => house.host.invite(ada, { personaId: "bruno" }));
    const first = await house.promptAfter(() =>
      house.host.say(ada, { text: `My address is ${SECRET}, for the two of you.` }),
    );
    first.say(`So it is ${SECRET}, I see. `);
    await house.shown(`So it is ${SECRET}`);
    // Cleo comes in mid-sentence, and Ben leaves in the middle of the next one.
    await house.host.invite(ada, { personaId: "cleo" });
    await house.host.leaveCircle(cleo);
    expect(await house.host.joinCircle(cleo, { circleId })).toMatchObject({ turns: [] });
    first.say("And I shall write. ");
    const second = await house.promptAfter(() => house.host.say(cleo, { text: "What did I miss, dear Bruno?" }));
    expect(second.prompt).not.toContain(SECRET);
    second.say("Only the weather, ");
    await house.shown("Only the weather,");
    await house.host.leaveCircle(ben);
    second.say("which was fine. ");
    second.end();
    for (const person of [ada, cleo]) await house.host.leaveCircle(person);
    house.clock.advance(120_000);

    const who = { ada, ben, cleo, dan };
    for (const [id, person] of Object.entries(who)) {
      const knows = id === "ada" || id === "ben";
      expect(house.textsOf(id).includes(SECRET), `${id} was sent it`).toBe(knows);
      expect((await readBy(id, circleId))?.join().includes(SECRET) ?? false, `${id} reads it`).toBe(knows);
      expect(await exportsOf(id, circleId), `${id} exports it`).toBe(knows);
      expect(await findsBy(id, circleId), `${id} finds it`).toBe(knows);
      const remembered = await memory.listAbout({ personaId: "bruno", userId: id, limit: 100 }, testScope());
      expect(
        remembered.items.some(({ text }) => text.includes(SECRET)),
        `of ${id}`,
      ).toBe(id === "ada");
      expect((await promptIn(house, true, [person])).includes(SECRET), `alone with ${id}`).toBe(knows);
      expect(await promptIn(house, false, [person]), `in public with ${id}`).not.toContain(SECRET);
    }
    expect(await promptIn(house, true, [ada, ben])).toContain(SECRET);
    for (const company of [
      [ada, cleo],
      [ben, dan],
      [ada, ben, cleo],
      [cleo, dan],
    ])
      expect(await promptIn(house, true, company)).not.toContain(SECRET);
    await house.host.drain();
  }, 60_000);

  it("M3 M4 what a persona says in live talk is read for its traits only where its owner heard all of it, with those witnesses", async () => {
    const house = openHouse(createConversationStore(database));
    const answerIn = async (isPrivate: boolean, owner: string | null, text: string): Promise<void> => {
      house.personas.add("bruno", "Bruno", owner);
      const { circleId } = await open(house, isPrivate);
      await house.promptAfter(() => house.host.invite(ada, { personaId: "bruno" }));
      const ended = house.stage.all("turn-ended").length;
      const answer = await house.promptAfter(() => house.host.say(ada, { text: "What do you say to that?" }));
      answer.say(text);
      answer.end();
      await house.ended(ended + 2);
      await house.host.steer(ada, { circleId, action: "stop" });
      house.clock.advance(60_000);
      house.stage.spots.push({ x: 30, z: 0 });
    };
    await answerIn(true, "ada", "I would ask the miller first, as ever.");
    await answerIn(true, "ben", "I would rather ask the baker for once.");
    await answerIn(true, null, "I would much rather ask nobody at all.");
    await answerIn(false, "ada", "I would ask everybody in the whole street.");
    await vi.waitFor(() => expect(house.unread).toHaveLength(2));
    const { readReplies } = createUnreadTurns(database);
    const replies = house.unread.map(({ scope, personaId }) => readReplies(scope.subject.circleId!, personaId, 4));
    const heard = "What do you say to that?";
    expect(await Promise.all(replies)).toMatchObject([
      [{ reply: "I would ask the miller first, as ever.", heard, witnesses: ["ada"], mayLearn: true }],
      [{ reply: "I would ask everybody in the whole street.", heard, witnesses: null, mayLearn: true }],
    ]);
    await house.host.drain();
  });

  it.each([
    ...["guest", "visitor", "operator"].map((role) => [role, false] as const),
    ...["facilitator", "admin"].map((role) => [role, true] as const),
  ])("A1 C1 at the doors of somebody else's private circle, role %s is let in uninvited: %s", async (role, isLetIn) => {
    const house = openHouse(createConversationStore(database));
    const circleId = await tellSecret(house);
    const [told] = (await house.host.transcriptFor(ada, circleId))!.turns;
    for (const spectator of [true, false]) {
      const stranger = actor("ben", "Ben", { role, spectator });
      expect(house.host.mayHear(stranger, circleId)).toBe(isLetIn);
      const transcript = await house.host.transcriptFor(stranger, circleId);
      expect(transcript?.turns.some(({ text }) => text.includes(SECRET)) ?? false).toBe(isLetIn);
      const doors = [
        () => house.host.react(stranger, { turnId: told!.id, emoji: "👍" }),
        () => house.host.steer(stranger, { circleId, action: "pause" }),
        ...(spectator ? [] : [() => house.host.joinCircle(stranger, { circleId })]),
      ];
      const isOpen = await Promise.all(
        doors.map((door) =>
          door().then(
            () => true,
            () => false,
          ),
        ),
      );
      expect(isOpen).toEqual(doors.map(() => isLetIn));
    }
    await house.host.drain();
  });

  it.each([true, false])(
    "C4 C7 a person's words are for nobody before they are stored, private or not: %s",
    async (isPrivate) => {
      const store = createConversationStore(database);
      const disk = Promise.withResolvers<void>();
      const begun = Promise.withResolvers<void>();
      const house = openHouse({
        ...store,
        async commitTurn(...turn) {
          begun.resolve();
          await disk.promise;
          return store.commitTurn(...turn);
        },
      });
      const { circleId } = await open(house, isPrivate);
      await house.host.invite(ada, { personaId: "ben" });
      await house.promptAfter(() => house.host.invite(ada, { personaId: "bruno" }));
      const said = house.host.say(ada, { text: `My address is ${SECRET}.` });
      await begun.promise;
      house.clock.advance(1_000);
      for (const type of ["turn-started", "turn-delta", "turn-ended"] as const)
        expect(house.stage.all(type), type).toEqual([]);
      expect((await house.host.transcriptFor(ada, circleId))?.turns).toEqual([]);
      expect(house.replies.map(({ prompt }) => prompt).join()).not.toContain(SECRET);
      const joined = house.host.joinCircle(ben, { circleId });
      disk.resolve();
      await said;
      await joined;
      const isForBen = !isPrivate;
      expect(house.textsOf("ada")).toContain(SECRET);
      expect(house.textsOf("ben").includes(SECRET)).toBe(isForBen);
      expect((await joined).turns).toHaveLength(isForBen ? 1 : 0);
      await house.host.drain();
    },
  );
});
