import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { principalOf } from "../../engine/scope/scope.ts";
import { freeCircles } from "../cluster/free-circles.store.ts";
import { freeAllCircles } from "../../test/circle/free-all-circles.ts";
import { User } from "../../schema/tables/account.table.ts";
import { MembershipRow, TurnRow } from "../../schema/tables/circle.table.ts";
import { freshDatabase, type FreshDatabase } from "../../test/fresh-database.ts";
import { createConversationReading } from "../conversation/conversation-reading.store.ts";
import { createConversationStore } from "../conversation/conversation.store.ts";
import { openDatabase, type Database } from "../database/open-database.store.ts";
import { actor, createCircleHouse, type CircleHouse } from "../../test/circle/test-circle-house.ts";

let fresh: FreshDatabase;
let database: Database;
let house: CircleHouse;
const ada = actor("ada", "Ada");
const ben = actor("ben", "Ben");

beforeAll(async () => {
  fresh = await freshDatabase();
  database = await openDatabase(fresh.url);
  for (const { userId, name } of [ada, ben])
    await database.em().insert(User, {
      id: userId,
      workspaceId: "default",
      name,
      kind: "guest",
      role: "guest",
      email: null,
      passwordHash: null,
      colour: "#aa3333",
    });
});
beforeEach(() => void (house = createCircleHouse(createConversationStore(database))));
afterAll(async () => {
  await database.close();
  await fresh.drop();
});

const openCircle = async (options: { private?: boolean; with?: string[] } = {}) => {
  const opened = await house.host.openCircle(ada, { topic: "Bread", kind: "chat", private: options.private ?? false });
  for (const personaId of options.with ?? []) await house.host.invite(ada, { personaId });
  return opened.circleId;
};
const circleState = (circleId: string) => house.stage.state.circles.get(circleId)!;
const latestMouth = async (count: number) => {
  await vi.waitFor(() => expect(house.minds.mouths).toHaveLength(count));
  return house.minds.mouths[count - 1]!;
};
const refused = (code: string) =>
  expect.objectContaining({
    refusal: expect.objectContaining({ code, reason: expect.stringMatching(/\w{3}.*\.$/) }),
  });
const storedTurns = (circleId: string) => database.em().find(TurnRow, { circleId }, { orderBy: { position: "asc" } });

describe("L2 personas listen while nobody waits for the voice", () => {
  it("L2 they take in the talk when they sit down, and when a turn is written; its speaker does not", async () => {
    await openCircle({ with: ["bruno", "clio"] });
    const mouth = await latestMouth(1);
    await vi.waitFor(() => expect(house.minds.listened.flatMap(({ personaIds }) => personaIds)).toContain("clio"));
    const other = mouth.personaId === "bruno" ? "clio" : "bruno";
    house.minds.listened.length = 0;
    mouth.say("Rye.");
    mouth.end();
    await vi.waitFor(() => expect(house.minds.listened).toEqual([{ turns: 0, personaIds: [other] }]));
  });
});

describe("C1 opening, joining, leaving", () => {
  it("C1 opens a circle of one that waits, and talks from the second member on", async () => {
    const circleId = await openCircle();
    expect(circleState(circleId)).toMatchObject({ topic: "Bread", status: "waiting", mode: "auto" });
    expect([...circleState(circleId).members]).toEqual(["ada"]);
    await house.host.invite(ada, { personaId: "bruno" });
    expect(circleState(circleId).status).toBe("talking");
    expect(house.stage.state.avatars.get("bruno")).toMatchObject({ circleId, seat: 1 });
    const { x, z } = circleState(circleId);
    const walk = house.stage.walks.find(({ avatarId }) => avatarId === "bruno");
    expect([walk?.face.x, walk?.face.z].map(Number)).toEqual([expect.closeTo(x, 1), expect.closeTo(z, 1)]);
  });

  it("C1 seats sixteen and refuses the seventeenth, saying why", async () => {
    const circleId = await openCircle();
    for (let guest = 2; guest <= 16; guest++)
      await house.host.joinCircle(actor(`guest-${guest}`, `Guest ${guest}`), { circleId });
    await expect(house.host.joinCircle(ben, { circleId })).rejects.toMatchObject({
      refusal: { code: "circle-full", reason: expect.stringContaining("All 16 seats"), values: { seats: 16 } },
    });
    expect(circleState(circleId).members).toHaveLength(16);
  });

  it("C1 joining twice changes nothing, joining another circle leaves the first", async () => {
    const first = await openCircle();
    await house.host.joinCircle(ben, { circleId: first });
    await house.host.joinCircle(ben, { circleId: first });
    expect([...circleState(first).members]).toEqual(["ada", "ben"]);
    const second = await house.host.openCircle(ben, { topic: "Wine", kind: "chat", private: false });
    expect([...circleState(first).members]).toEqual(["ada"]);
    expect(house.stage.state.avatars.get("ben")?.circleId).toBe(second.circleId);
    await house.host.leaveCircle(ben);
    expect(house.stage.state.avatars.get("ben")).toMatchObject({ circleId: "", seat: -1 });
    expect(house.stage.released).toContain("ben");
  });

  it("C1 joining answers with the transcript so far", async () => {
    const circleId = await openCircle();
    await house.host.say(ada, { text: "Is anybody here?" });
    const transcript = await house.host.joinCircle(ben, { circleId });
    expect(transcript).toMatchObject({ circleId, topic: "Bread", kind: "chat", mode: "auto", draft: null });
    expect(transcript.turns).toMatchObject([{ speakerName: "Ada", text: "Is anybody here?", status: "finished" }]);
  });

  it("C1 a private circle admits only invited people and facilitators", async () => {
    const circleId = await openCircle({ private: true });
    await expect(house.host.joinCircle(ben, { circleId })).rejects.toEqual(refused("private"));
    expect(await house.host.transcriptFor(ben, circleId)).toBeNull();
    await house.host.joinCircle(actor("fay", "Fay", { role: "facilitator" }), { circleId });
    await house.host.invite(ada, { personaId: "ben" });
    expect(house.stage.sent.find(({ to }) => to === "ben")?.message).toMatchObject({
      code: "invited",
      text: "Ada invites you to “Bread”.",
    });
    await house.host.joinCircle(ben, { circleId });
    await expect(house.host.invite(ben, { personaId: "ada" })).rejects.toEqual(refused("not-the-owner"));
    await expect(house.host.invite(ada, { personaId: "ada" })).rejects.toEqual(refused("already-here"));
  });

  it("C1 A1 somebody who has joined a private circle may read it over HTTP at once", async () => {
    const reading = createConversationReading(database);
    const circleId = await openCircle({ private: true });
    expect(await reading.read(principalOf("default", "ada"), circleId)).toMatchObject({ topic: "Bread" });
    await house.host.invite(ada, { personaId: "ben" });
    expect(await reading.read(principalOf("default", "ben"), circleId)).toBeNull();
    await house.host.joinCircle(ben, { circleId });
    expect(await reading.read(principalOf("default", "ben"), circleId)).toMatchObject({ topic: "Bread" });
  });

  it("C1 joining answers also while the store is away, and is stored once it is back", async () => {
    const store = createConversationStore(database);
    let isAway = true;
    const addMember: typeof store.addMember = (row) =>
      isAway ? Promise.reject(new Error("no disk")) : store.addMember(row);
    house = createCircleHouse({ ...store, addMember });
    const circleId = await openCircle();
    expect([...circleState(circleId).members]).toEqual(["ada"]);
    isAway = false;
    await vi.waitFor(async () => {
      house.clock.advance(1_000);
      expect(await database.em().count(MembershipRow, { circleId, memberId: "ada", leftAt: null })).toBe(1);
    });
  });

  it("C7 people who left or were disconnected while the store was unavailable have left after a restart too", async () => {
    const store = createConversationStore(database);
    let isAway = false;
    const removeMember: typeof store.removeMember = (...leaving) =>
      isAway ? Promise.reject(new Error("no disk")) : store.removeMember(...leaving);
    house = createCircleHouse({ ...store, removeMember });
    const circleId = await openCircle({ with: ["bruno"] });
    isAway = true;
    await house.host.dismiss(ada, { personaId: "bruno" });
    isAway = false;
    await vi.waitFor(async () => {
      house.clock.advance(1_000);
      expect(await database.em().count(MembershipRow, { circleId, memberId: "bruno", leftAt: null })).toBe(0);
    });
  });

  it("O5 nobody opens a circle while the server stops", async () => {
    await house.host.drain();
    await expect(openCircle()).rejects.toEqual(refused("closing"));
    await expect(house.host.talkTo(ada, { personaId: "bruno" })).rejects.toEqual(refused("closing"));
  });

  it("C1 the state shows a private circle and its members, but not its topic", async () => {
    const circleId = await openCircle({ private: true, with: ["bruno", "clio"] });
    const mouth = await latestMouth(1);
    mouth.say("The vault ");
    await vi.waitFor(() => expect(circleState(circleId).speakerId).toBe(mouth.personaId));
    mouth.end();
    await vi.waitFor(() => {
      house.clock.advance(50);
      expect(circleState(circleId).nextSpeakerId).not.toBe("");
    });
    expect(circleState(circleId)).toMatchObject({ isPrivate: true, kind: "chat", topic: "", nextSpeakerWhy: "" });
    expect([...circleState(circleId).members]).toEqual(["ada", "bruno", "clio"]);
    expect(JSON.stringify(house.stage.state)).not.toMatch(/Bread|vault|their turn/);
    await expect(house.host.joinCircle(ben, { circleId })).rejects.not.toThrow("Bread");
    expect(await house.host.transcriptFor(ada, circleId)).toMatchObject({ topic: "Bread" });
  });

  it("C1 talking to a persona opens a circle of two where it stands, or leads into the one that its people have just left; it is busy where people are", async () => {
    const { circleId } = await house.host.talkTo(ada, { personaId: "bruno" });
    expect([...circleState(circleId).members]).toEqual(["ada", "bruno"]);
    expect((await house.host.talkTo(ada, { personaId: "bruno" })).circleId).toBe(circleId);
    await expect(house.host.talkTo(ben, { personaId: "bruno" })).rejects.toEqual(
      expect.objectContaining({
        refusal: {
          code: "persona-busy",
          reason: "Bruno is talking in “A talk with Bruno”. Join them there.",
          values: { name: "Bruno", topic: "A talk with Bruno" },
        },
      }),
    );
    await house.host.invite(ada, { personaId: "clio" });
    await house.host.leaveCircle(ada);
    expect((await house.host.talkTo(ben, { personaId: "bruno" })).circleId).toBe(circleId);
    expect([...circleState(circleId).members]).toEqual(["bruno", "clio", "ben"]);
    await house.host.leaveCircle(ben);
    house.host.setWatched(circleId, false);
    house.clock.advance(20_000);
    expect((await house.host.talkTo(ben, { personaId: "bruno" })).circleId).not.toBe(circleId);
  });

  it("C1 a circle that its people paused and left does not keep its personas", async () => {
    const { circleId } = await house.host.talkTo(ada, { personaId: "bruno" });
    await house.host.steer(ada, { circleId, action: "pause" });
    await house.host.leaveCircle(ada);
    house.host.setWatched(circleId, false);
    house.clock.advance(20_000);
    expect((await house.host.talkTo(ben, { personaId: "bruno" })).circleId).not.toBe(circleId);
  });

  it("C1 refuses impossible actions with a reason", async () => {
    const watcher = actor("eve", "Eve", { spectator: true });
    await expect(house.host.openCircle(watcher, { topic: "Bread", kind: "chat", private: false })).rejects.toEqual(
      refused("spectators-watch"),
    );
    await expect(house.host.say(ada, { text: "Hello?" })).rejects.toEqual(refused("no-circle"));
    await expect(house.host.joinCircle(ada, { circleId: "nowhere" })).rejects.toEqual(refused("no-such-circle"));
    await expect(house.host.talkTo(ada, { personaId: "nobody" })).rejects.toEqual(refused("no-such-persona"));
    const circleId = await openCircle();
    await expect(house.host.dismiss(ada, { personaId: "bruno" })).rejects.toEqual(refused("not-a-persona-here"));
    await expect(house.host.say(ada, { text: "Yes", replyTo: "no-turn" })).rejects.toEqual(refused("no-such-turn"));
    await expect(house.host.steer(ben, { circleId, action: "pause" })).rejects.toEqual(refused("not-a-member"));
    house.stage.spots = [];
    await expect(house.host.openCircle(ben, { topic: "Wine", kind: "chat", private: false })).rejects.toEqual(
      refused("floor-full"),
    );
  });

  const bruno = actor("bruno", "Bruno", { role: "persona", isPersona: true });
  const clio = actor("clio", "Clio", { role: "persona", isPersona: true });
  const casualTalk = async () => {
    const intent = { topic: "Salt", kind: "chat", private: false } as const;
    const { circleId } = await house.host.openCircle(bruno, intent, { x: 3, z: 4 });
    await house.host.joinCircle(clio, { circleId });
    return circleId;
  };

  it("W8 C1 personas open a circle and join it by the same intents as people, on the spot they name", async () => {
    const circleId = await casualTalk();
    expect(circleState(circleId)).toMatchObject({ topic: "Salt", status: "talking", isCasual: true });
    expect([circleState(circleId).x, circleState(circleId).z].map(Math.round)).toEqual([3, 4]);
    expect([...circleState(circleId).members]).toEqual(["bruno", "clio"]);
    const members = await database.em().find(MembershipRow, { circleId });
    expect(members.map(({ memberKind }) => memberKind)).toEqual(["persona", "persona"]);
  });

  it("W8 C1 personas in small talk may be called away while it is heard, until a person joins it", async () => {
    const circleId = await casualTalk();
    house.host.setWatched(circleId, true);
    const own = await openCircle({ with: ["clio"] });
    expect([...circleState(own).members]).toEqual(["ada", "clio"]);
    expect([...circleState(circleId).members]).toEqual(["bruno"]);
    await house.host.joinCircle(ben, { circleId });
    expect(circleState(circleId).isCasual).toBe(false);
    await expect(house.host.invite(ada, { personaId: "bruno" })).rejects.toEqual(refused("persona-busy"));
    await house.host.leaveCircle(ben);
    await house.host.invite(ada, { personaId: "bruno" });
    expect([...circleState(own).members]).toEqual(["ada", "clio", "bruno"]);
  });

  it("W8 C1 small talk counts against nobody's limit, and ends where people need its ground", async () => {
    const circleId = await casualTalk();
    for (const [index, topic] of ["One", "Two", "Three"].entries()) {
      house.stage.spots = [{ x: 50 + index * 10, z: 0 }];
      await house.host.openCircle(ada, { topic, kind: "chat", private: false });
    }
    expect(circleState(circleId).status).toBe("talking");
    house.stage.spots = [{ x: 8, z: 4 }];
    await house.host.openCircle(ben, { topic: "Four", kind: "chat", private: false });
    expect(circleState(circleId)?.status ?? "ended").toBe("ended");
    expect(house.stage.released).toEqual(expect.arrayContaining(["bruno", "clio"]));
  });

  it("C7 W8 small talk is small talk again after a restart, asleep until somebody hears it", async () => {
    house = createCircleHouse(createConversationStore(database), "porch");
    const circleId = await casualTalk();
    await house.host.drain();
    await freeAllCircles(database);
    house = createCircleHouse(createConversationStore(database), "porch");
    await house.host.restore();
    expect(circleState(circleId)).toMatchObject({ isCasual: true, status: "asleep" });
  });

  it("C1 a dismissed persona goes back to wandering, a deleted one leaves", async () => {
    const circleId = await openCircle({ with: ["bruno", "clio"] });
    await house.host.dismiss(ada, { personaId: "bruno" });
    expect(house.stage.released).toContain("bruno");
    house.personas.remove("clio");
    expect([...circleState(circleId).members]).toEqual(["ada"]);
  });

  it("C1 people who do not come back lose their seat", async () => {
    const circleId = await openCircle();
    await house.host.joinCircle(ben, { circleId });
    await house.host.bodyLeft("ben");
    expect([...circleState(circleId).members]).toEqual(["ada"]);
  });
});

describe("C3 C4 C7 turns", () => {
  it("C3 C7 a persona's turn is announced, streamed, stored and only then ended", async () => {
    const circleId = await openCircle({ with: ["bruno"] });
    const storedAtEnd: Promise<TurnRow[]>[] = [];
    house.stage.onSent = ({ type }) => void (type === "turn-ended" && storedAtEnd.push(storedTurns(circleId)));
    const bruno = await latestMouth(1);
    bruno.say("Good ", "bread ", "needs ", "time.");
    bruno.end();
    await vi.waitFor(() => {
      house.clock.advance(50);
      expect(house.stage.all("turn-ended")).toHaveLength(1);
    });

    const [started] = house.stage.all("turn-started");
    const [ended] = house.stage.all("turn-ended");
    expect(started).toMatchObject({
      circleId,
      speakerId: "bruno",
      speakerName: "Bruno",
      speakerKind: "persona",
      replyTo: null,
    });
    const deltas = house.stage.all("turn-delta");
    expect(deltas.map(({ seq }) => seq)).toEqual(deltas.map((_, index) => index));
    expect(deltas.map(({ text }) => text).join("")).toBe("Good bread needs time.");
    expect(ended).toMatchObject({
      turnId: started!.turnId,
      status: "finished",
      text: "Good bread needs time.",
      costNano: 1500,
      voice: "scripted/mind",
      inputTokens: 30,
      outputTokens: 5,
      problem: null,
    });
    const [[stored]] = (await Promise.all(storedAtEnd)) as [TurnRow[]];
    expect(stored).toMatchObject({
      id: started!.turnId,
      position: 1,
      status: "finished",
      text: "Good bread needs time.",
      decision: { nextPersonaId: "bruno" },
    });
    expect(house.minds.witnessed).toEqual([{ turnId: started!.turnId, personaIds: ["bruno"], status: "finished" }]);
  });

  it("C4 a message interrupts the speaker; the kept text is exactly what was shown, on screen and in the store", async () => {
    const circleId = await openCircle({ with: ["bruno", "clio"] });
    const mouth = await latestMouth(1);
    mouth.say("I have always said ");
    await vi.waitFor(() => expect(house.stage.all("turn-delta")).not.toEqual([]));
    mouth.say("that bread");
    const shown = house.stage
      .all("turn-delta")
      .map(({ text }) => text)
      .join("");
    const { turnId } = await house.host.say(ada, { text: "Let me stop you there." });

    expect(mouth.signal.aborted).toBe(true);
    const [interrupted, mine] = house.stage.all("turn-ended");
    expect(interrupted).toMatchObject({ status: "interrupted", text: shown, problem: "Ada began to speak." });
    expect(mine).toMatchObject({ turnId, status: "finished", text: "Let me stop you there." });
    const order = house.stage.sent.filter(({ type }) => type.startsWith("turn-")).map(({ type }) => type);
    expect(order.slice(-4)).toEqual(["turn-ended", "turn-started", "turn-delta", "turn-ended"]);
    house.clock.advance(500);
    expect(
      house.stage
        .all("turn-delta")
        .map(({ text }) => text)
        .join(""),
    ).toBe(`${shown}Let me stop you there.`);
    expect(await storedTurns(circleId)).toMatchObject([
      { position: 1, status: "interrupted", text: shown },
      { position: 2, status: "finished", text: "Let me stop you there.", speakerId: "ada", speakerKind: "person" },
    ]);
  });

  it("C3 an interrupted turn is billed its cost so far", async () => {
    const circleId = await openCircle({ with: ["bruno"] });
    const mouth = await latestMouth(1);
    mouth.say("I have always said ");
    await vi.waitFor(() => expect(house.stage.all("turn-delta")).not.toEqual([]));
    await house.host.say(ada, { text: "Stop." });
    await vi.waitFor(async () =>
      expect((await storedTurns(circleId))[0]).toMatchObject({
        status: "interrupted",
        costNano: 1500,
        voice: "scripted/mind",
        outputTokens: 5,
      }),
    );
    await vi.waitFor(async () =>
      expect((await house.host.transcriptFor(ada, circleId))?.turns[0]).toMatchObject({ costNano: 1500 }),
    );
  });

  it("C4 messages of two people at once are both kept, in one order for all", async () => {
    const circleId = await openCircle();
    await house.host.joinCircle(ben, { circleId });
    await Promise.all([1, 2, 3, 4].map((count) => house.host.say(count % 2 ? ada : ben, { text: `Number ${count}` })));
    const stored = await storedTurns(circleId);
    expect(stored.map(({ position }) => position)).toEqual([1, 2, 3, 4]);
    expect(house.stage.all("turn-ended").map(({ text }) => text)).toEqual(stored.map(({ text }) => text));
  });

  it("C4 a message that cannot be stored is refused, and the talk continues", async () => {
    const store = createConversationStore(database);
    house = createCircleHouse({ ...store, commitTurn: () => Promise.reject(new Error("no disk")) });
    await openCircle({ with: ["bruno"] });
    await expect(house.host.say(ada, { text: "Hello" })).rejects.toEqual(refused("not-saved"));
    expect(house.stage.all("turn-ended")).toEqual([]);
    await latestMouth(1);
  });

  it("C7 a person's message is sent to nobody before it is stored", async () => {
    const store = createConversationStore(database);
    const asked = Promise.withResolvers<void>();
    const disk = Promise.withResolvers<void>();
    const commitTurn: typeof store.commitTurn = async (...turn) => {
      asked.resolve();
      await disk.promise;
      return store.commitTurn(...turn);
    };
    house = createCircleHouse({ ...store, commitTurn });
    const circleId = await openCircle();
    const sent = () => house.stage.sent.filter(({ type }) => type.startsWith("turn-")).map(({ type }) => type);
    const saying = house.host.say(ada, { text: "Hello" });
    await asked.promise;
    expect(sent()).toEqual([]);
    expect((await house.host.transcriptFor(ada, circleId))?.turns).toEqual([]);
    disk.resolve();
    await saying;
    expect(sent()).toEqual(["turn-started", "turn-delta", "turn-ended"]);
  });

  it("C7 a turn that cannot be stored yet is not announced, and is stored once it can be", async () => {
    const store = createConversationStore(database);
    let isBroken = true;
    let tries = 0;
    const commitTurn: typeof store.commitTurn = (...turn) => (
      ++tries,
      isBroken ? Promise.reject(new Error("no disk")) : store.commitTurn(...turn)
    );
    house = createCircleHouse({ ...store, commitTurn });
    const circleId = await openCircle({ with: ["bruno"] });
    const mouth = await latestMouth(1);
    mouth.say("Bread.");
    mouth.end();
    await vi.waitFor(() => {
      house.clock.advance(50);
      expect(tries).toBeGreaterThan(1);
    });
    expect(house.stage.all("turn-ended")).toEqual([]);
    await expect(house.host.say(ada, { text: "Hello" })).rejects.toEqual(refused("not-saved"));
    isBroken = false;
    await vi.waitFor(() => {
      house.clock.advance(1_000);
      expect(house.stage.all("turn-ended")).toHaveLength(1);
    });
    expect(await storedTurns(circleId)).toMatchObject([{ text: "Bread.", status: "finished" }]);
  });

  it("M7 a failed turn gives the reason, and another persona continues", async () => {
    const circleId = await openCircle({ with: ["bruno", "clio"] });
    const first = await latestMouth(1);
    first.say("I think");
    first.end("The voice did not answer within 10 s.");
    await vi.waitFor(() => {
      house.clock.advance(500);
      expect(house.minds.mouths).toHaveLength(2);
    });
    expect(house.stage.all("turn-ended")[0]).toMatchObject({
      status: "failed",
      text: "I think",
      problem: "The voice did not answer within 10 s.",
    });
    expect(house.minds.mouths[1]?.personaId).not.toBe(first.personaId);
    expect(await storedTurns(circleId)).toMatchObject([
      { status: "failed", text: "I think", problem: "The voice did not answer within 10 s." },
    ]);
  });

  it("W8 the speaker is seen speaking and gesturing, the others listening", async () => {
    const circleId = await openCircle({ with: ["bruno", "clio"] });
    const mouth = await latestMouth(1);
    const listener = mouth.personaId === "bruno" ? "clio" : "bruno";
    const activity = (id: string) => house.stage.state.avatars.get(id)?.activity;
    expect(activity(mouth.personaId)).toBe("thinking");
    const gesture = (id: string) => house.stage.state.avatars.get(id)?.gesture;
    expect([gesture(mouth.personaId), gesture(listener)], "M6 the next speaker raises its hand").toEqual([
      "raise-hand",
      "",
    ]);
    mouth.say("Yes, it is.");
    await vi.waitFor(() => expect(activity(mouth.personaId)).toBe("speaking"));
    expect(house.stage.state.avatars.get(mouth.personaId)?.gesture).toBe("nod");
    expect(activity(listener)).toBe("listening");
    expect(circleState(circleId).speakerId).toBe(mouth.personaId);
    mouth.end();
    await vi.waitFor(() => {
      house.clock.advance(50);
      expect(circleState(circleId).speakerId).toBe("");
    });
    expect(house.stage.state.avatars.get(mouth.personaId)?.gesture).toBe("");
  });
});

describe("C5 steering", () => {
  it("C5 manual mode previews, drafts, takes edits and says them as the persona", async () => {
    const circleId = await openCircle();
    await house.host.steer(ada, { circleId, action: "set-mode", mode: "manual" });
    await house.host.invite(ada, { personaId: "bruno" });
    await house.host.invite(ada, { personaId: "clio" });
    await vi.waitFor(() =>
      expect(house.stage.all("draft-changed").at(-1)).toMatchObject({
        status: "proposed",
        decision: { reasoning: "It is their turn." },
      }),
    );
    await house.host.steer(ada, { circleId, action: "choose-speaker", speakerId: "clio" });
    await house.host.steer(ada, { circleId, action: "next" });
    const mouth = await latestMouth(1);
    mouth.say("Wheat.");
    mouth.end();
    await vi.waitFor(() =>
      expect(house.stage.all("draft-changed").at(-1)).toMatchObject({ status: "ready", text: "Wheat." }),
    );
    await house.host.steer(ada, { circleId, action: "edit-draft", text: "Rye." });
    await house.host.steer(ada, { circleId, action: "send-draft" });
    await vi.waitFor(() => {
      house.clock.advance(50);
      expect(house.stage.all("turn-ended")).toMatchObject([{ text: "Rye.", status: "finished" }]);
    });
    expect(await storedTurns(circleId)).toMatchObject([
      { speakerId: "clio", text: "Rye.", decision: { edited: true } },
    ]);
  });

  it("C5 a facilitator steers from anywhere", async () => {
    const circleId = await openCircle({ with: ["bruno"] });
    await house.host.steer(actor("fay", "Fay", { role: "facilitator" }), { circleId, action: "pause" });
    expect(circleState(circleId).status).toBe("paused");
    await house.host.steer(actor("root", "Root", { role: "admin" }), { circleId, action: "set-speed", speed: 3 });
    expect(circleState(circleId).speed).toBe(3);
  });

  it("M6 a facilitator sets how much each factor counts, members may not; it survives a restart", async () => {
    house = createCircleHouse(createConversationStore(database), "scales");
    const weights = { relevance: 0, expertise: 1, participationBalance: 0.5, conversationFlow: 0 };
    const circleId = await openCircle({ with: ["bruno", "clio"] });
    await expect(house.host.steer(ada, { circleId, action: "set-weights", weights })).rejects.toEqual(
      refused("facilitators-only"),
    );
    await house.host.steer(actor("fay", "Fay", { role: "facilitator" }), { circleId, action: "set-weights", weights });
    await house.host.say(ada, { text: "Which flour?" });
    await vi.waitFor(() => expect(house.minds.views.at(-1)).toMatchObject({ turnWeights: weights }));
    await house.host.drain();
    await freeAllCircles(database);
    house = createCircleHouse(createConversationStore(database), "scales");
    await house.host.restore();
    house.host.setWatched(circleId, true);
    await vi.waitFor(() => expect(house.minds.views.at(-1)).toMatchObject({ turnWeights: weights }));
  });

  it("C5 refuses actions that are not possible now", async () => {
    const circleId = await openCircle();
    await expect(house.host.steer(ada, { circleId, action: "edit-draft", text: "x" })).rejects.toEqual(
      refused("no-draft"),
    );
    await expect(house.host.steer(ada, { circleId, action: "choose-speaker", speakerId: "ben" })).rejects.toEqual(
      refused("not-a-persona-here"),
    );
    await house.host.steer(ada, { circleId, action: "pause" });
    await expect(house.host.steer(ada, { circleId, action: "next" })).rejects.toEqual(refused("paused"));
  });
});

describe("C1 the floor", () => {
  const openAnother = (topic: string) => house.host.openCircle(ada, { topic, kind: "chat", private: false });

  it("C1 an empty circle in which nothing was said ends when its opener leaves, and its spot is free at once", async () => {
    const circleId = await openCircle();
    await house.host.leaveCircle(ada);
    expect(house.stage.state.circles.has(circleId)).toBe(false);

    const said = await openCircle();
    await house.host.say(ada, { text: "I will be back." });
    await house.host.leaveCircle(ada);
    house.clock.advance(59_000);
    expect(circleState(said).status).toBe("waiting");
    house.clock.advance(1_000);
    expect(circleState(said).status).toBe("ended");
  });

  it("C1 one person does not fill the floor: beyond three, one that they have left ends", async () => {
    const opened: string[] = [];
    for (const topic of ["one", "two", "three", "four", "five"]) {
      opened.push((await openAnother(topic)).circleId);
      await house.host.say(ada, { text: topic });
    }
    const open = [...house.stage.state.circles].filter(([, { status }]) => status !== "ended").map(([id]) => id);
    expect(open).toEqual(opened.slice(-3));
  });

  it("C1 a fourth is refused while others sit in the three, saying why; facilitators stage as many as they like", async () => {
    for (const number of [1, 2, 3]) {
      const { circleId } = await openAnother(`${number}`);
      await house.host.joinCircle(actor(`guest-${number}`, `Guest ${number}`), { circleId });
    }
    await expect(openAnother("four")).rejects.toEqual(refused("too-many-circles"));
    const fay = actor("ada", "Ada", { role: "facilitator" });
    await house.host.openCircle(fay, { topic: "four", kind: "chat", private: false });
    expect(house.stage.state.circles.size).toBe(4);
  });
});

describe("C3 reactions", () => {
  it("C3 one person reacts to one turn six times at most", async () => {
    const circleId = await openCircle();
    const { turnId } = await house.host.say(ada, { text: "Good morning." });
    const signs = ["👍", "👏", "💡", "😄", "🤔", "❤️"];
    for (const emoji of signs) await house.host.react(ben, { turnId, emoji });
    await expect(house.host.react(ben, { turnId, emoji: "🎉" })).rejects.toEqual(refused("too-many-reactions"));
    await house.host.react(ada, { turnId, emoji: "🎉" });
    const shown = (await house.host.transcriptFor(ben, circleId))?.turns[0]?.reactions;
    expect(Object.keys(shown ?? {})).toEqual([...signs, "🎉"]);
  });

  it("C3 a reaction is shown once per person and sign, and comes with the transcript", async () => {
    const circleId = await openCircle();
    const { turnId } = await house.host.say(ada, { text: "Hello" });
    await house.host.react(ben, { turnId, emoji: "👍" });
    await house.host.react(ben, { turnId, emoji: "👍" });
    expect(house.stage.all("reacted")).toEqual([{ circleId, turnId, emoji: "👍", userId: "ben" }]);
    expect((await house.host.transcriptFor(ben, circleId))?.turns[0]?.reactions).toEqual({ "👍": ["ben"] });
  });
});

describe("C6 C7 sleeping, ending, restarting", () => {
  it("C6 an ended circle leaves the place and its members free", async () => {
    const circleId = await openCircle({ with: ["bruno"] });
    await house.host.steer(ada, { circleId, action: "stop" });
    expect(circleState(circleId)).toMatchObject({ status: "ended" });
    expect(house.stage.state.avatars.get("bruno")?.circleId).toBe("");
    expect(house.stage.released).toEqual(expect.arrayContaining(["ada", "bruno"]));
    house.clock.advance(5_000);
    expect(house.stage.state.circles.has(circleId)).toBe(false);
    await expect(house.host.joinCircle(ben, { circleId })).rejects.toEqual(refused("no-such-circle"));
  });

  it("C7 stopping keeps the turn in progress, and a restart brings the circle back asleep until watched", async () => {
    house = createCircleHouse(createConversationStore(database), "garden");
    const circleId = await openCircle({ with: ["bruno", "clio"] });
    await house.host.say(ada, { text: "Good morning" });
    await house.host.steer(ada, { circleId, action: "set-speed", speed: 9 });
    await vi.waitFor(() => expect(house.minds.mouths.filter(({ signal }) => !signal.aborted)).toHaveLength(1));
    const mouth = house.minds.mouths.at(-1)!;
    mouth.say("And a ");
    await vi.waitFor(() => expect(circleState(circleId).speakerId).toBe(mouth.personaId));
    await house.host.drain();
    expect(house.clock.pending).toBe(0);
    expect(house.stage.all("turn-ended").at(-1)).toMatchObject({ status: "interrupted", text: "And a " });

    await freeAllCircles(database);
    house = createCircleHouse(createConversationStore(database), "garden");
    await house.host.restore();
    expect(circleState(circleId)).toMatchObject({ topic: "Bread", status: "asleep", speed: 9 });
    expect([...circleState(circleId).members]).toEqual(["bruno", "clio"]);
    expect((await house.host.transcriptFor(ben, circleId))?.turns).toMatchObject([
      { text: "Good morning" },
      { text: "And a ", status: "interrupted" },
    ]);
    expect(house.minds.views).toEqual([]);
    house.host.setWatched(circleId, true);
    await latestMouth(1);
    await house.host.joinCircle(ada, { circleId });
    expect([...circleState(circleId).members]).toEqual(["bruno", "clio", "ada"]);
  });

  describe("C7 circles of a server that died come to one where the place is open", () => {
    const HERE = 1;
    beforeAll(async () => void (await database.em().execute("insert into servers values (?, 'infinity')", [HERE])));
    const storeHere = () => createConversationStore(database, undefined, HERE);
    const openThere = async (placeId: string, spot: { x: number; z: number }, personaIds: string[]) => {
      house = createCircleHouse(storeHere(), placeId);
      house.stage.spots = [spot];
      return openCircle({ with: personaIds });
    };
    const takeOver = async (circleId: string) => {
      await database.em().execute("update circles set host = 0 where id = ?", [circleId]);
      await database.em().transactional((em) => freeCircles(em, [0]));
      await house.host.restore();
    };

    it("C7 its ground, where it is taken here, gives way to the nearest; a persona that is busy here drops out", async () => {
      const theirs = await openThere("meadow", { x: 0, z: 0 }, ["bruno", "clio"]);
      await house.host.drain();
      const ours = await openThere("meadow", { x: 1, z: 0 }, ["bruno"]);
      house.stage.spots = [{ x: 30, z: 0 }];
      await takeOver(theirs);
      expect(circleState(theirs)).toMatchObject({ x: expect.closeTo(30), status: "waiting" });
      expect([...circleState(theirs).members]).toEqual(["clio"]);
      expect([...circleState(ours).members]).toEqual(["ada", "bruno"]);
      await expect
        .poll(() => database.em().execute("select x::int from circles where id = ?", [theirs]))
        .toEqual([{ x: 30 }]);
      await house.host.joinCircle(ben, { circleId: theirs });
      expect([...circleState(theirs).members]).toEqual(["clio", "ben"]);
    });

    it("C7 W8 small talk makes way for it, and lets its personas go", async () => {
      const theirs = await openThere("heath", { x: 0, z: 0 }, ["bruno", "clio"]);
      await house.host.drain();
      house = createCircleHouse(storeHere(), "heath");
      const intent = { topic: "Salt", kind: "chat", private: false } as const;
      const [bruno, clio] = [actor("bruno", "Bruno", { isPersona: true }), actor("clio", "Clio", { isPersona: true })];
      const { circleId: small } = await house.host.openCircle(bruno, intent, { x: 1, z: 0 });
      await house.host.joinCircle(clio, { circleId: small });
      await takeOver(theirs);
      expect([...circleState(theirs).members]).toEqual(["bruno", "clio"]);
      await expect(house.host.joinCircle(ada, { circleId: small })).rejects.toEqual(refused("no-such-circle"));
    });

    it("C7 where there is no ground for it, it ends, and its members who are here are shown why", async () => {
      const theirs = await openThere("ledge", { x: 0, z: 0 }, ["bruno", "clio"]);
      await house.host.drain();
      await openThere("ledge", { x: 1, z: 0 }, ["dora"]);
      house.stage.spots = [];
      await takeOver(theirs);
      expect(house.stage.all("notice")).toContainEqual(expect.objectContaining({ code: "circle-ended-no-room" }));
      await expect(house.host.joinCircle(ben, { circleId: theirs })).rejects.toEqual(refused("no-such-circle"));
      await expect
        .poll(() => database.em().execute("select ended_at is null as open from circles where id = ?", [theirs]))
        .toEqual([{ open: false }]);
    });
  });

  it("C5 C7 a person's pause holds over a restart, until somebody resumes", async () => {
    house = createCircleHouse(createConversationStore(database), "orchard");
    const circleId = await openCircle({ with: ["bruno", "clio"] });
    await house.host.steer(ada, { circleId, action: "pause" });
    await house.host.drain();
    await freeAllCircles(database);
    house = createCircleHouse(createConversationStore(database), "orchard");
    await house.host.restore();
    house.host.setWatched(circleId, true);
    await house.host.joinCircle(ada, { circleId });
    expect(circleState(circleId).status).toBe("paused");
    house.clock.advance(60_000);
    expect([house.minds.views, house.minds.mouths]).toEqual([[], []]);
    await house.host.steer(ada, { circleId, action: "resume" });
    await latestMouth(1);
  });
});
