/** C9: what a session does to its circle, step by step, with a clock by hand. */
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { User } from "../../schema/tables/account.table.ts";
import { freshDatabase, type FreshDatabase } from "../../test/fresh-database.ts";
import { actor, createHouseOf, NO_OUTCOMES, NO_SESSIONS } from "../../test/circle/test-circle-house.ts";
import { ScriptedMinds } from "../../test/circle/test-scripted-minds.ts";
import { audienceOf, type ConversationView } from "../../engine/mind/conversation.ts";
import type { Persona } from "../../schema/messages/persona.ts";
import { createConversationStore } from "../conversation/conversation.store.ts";
import { newId } from "../database/new-id.adapter.ts";
import { openDatabase, type Database } from "../database/open-database.store.ts";
import type { HostedSession } from "../session/hosted-session.ts";

let fresh: FreshDatabase;
let database: Database;
let house: ReturnType<typeof openHouse>;
let hosted: HostedSession;
let isStoreAway = false;
/** What the store waits for before it erases somebody. */
let mayErase: Promise<void>;
const delivered: string[] = [];
const passed: [string, string][] = [];

beforeAll(async () => {
  fresh = await freshDatabase();
  database = await openDatabase(fresh.url);
  const account = { workspaceId: "default", kind: "guest", role: "guest", email: null, passwordHash: null };
  for (const id of ["ada", "ben", "fay"])
    await database.em().insert(User, { id, name: id, ...account, colour: "#aa3333" });
});
afterAll(async () => {
  await database.close();
  await fresh.drop();
});

class KeptViews extends ScriptedMinds {
  readonly spoken: ConversationView[] = [];
  override speak(view: ConversationView, persona: Persona, scope: { signal: AbortSignal }) {
    this.spoken.push(view);
    return super.speak(view, persona, scope);
  }
}

function openHouse() {
  const sessions = {
    ...NO_SESSIONS,
    read: async () => {
      if (isStoreAway) throw new Error("the store is away");
      return hosted;
    },
    erase: () => mayErase,
    markDelivered: async (ids: readonly string[]) => void delivered.push(...ids),
    passLead: async (_id: string, from: string, to: string) => void passed.push([from, to]),
  };
  const house = createHouseOf(
    new KeptViews(),
    createConversationStore(database),
    hosted.placeId,
    undefined,
    NO_OUTCOMES,
    sessions,
  );
  house.stage.addAvatar("person", "fay", "Fay");
  return house;
}
beforeEach(async () => {
  mayErase = Promise.resolve();
  delivered.length = 0;
  passed.length = 0;
  hosted = {
    id: "session",
    placeId: newId(),
    workspaceId: "default",
    owner: { userId: "fay", name: "Fay" },
    leadId: "fay",
    status: "live",
    startsAt: null,
    circleId: newId(),
    hasCircle: false,
    topic: "Buses",
    kind: "focus-group",
    language: "en",
    isPrivate: true,
    personaIds: ["bruno", "clio"],
    isFrozen: false,
    muted: [],
    section: { title: "Habits", prompts: ["Which bus?"] },
    people: [{ userId: "ada", name: "Ada", role: "participant", status: "admitted", onStageUntil: null }],
    whispers: [],
  };
  house = openHouse();
  await apply({});
  house.host.setWatched(hosted.circleId!, true);
});

async function apply(change: Partial<HostedSession>): Promise<void> {
  hosted = { ...hosted, ...change };
  await house.host.applySession("session");
}
const ada = actor("ada", "Ada");
const fay = actor("fay", "Fay");
const membersOf = () => [...house.stage.state.circles.get(hosted.circleId!)!.members];
const steer = (action: object) => house.host.steer(fay, { circleId: hosted.circleId!, ...action } as never);
const untilDrafted = async (personaId: string) => {
  await steer({ action: "choose-speaker", speakerId: personaId });
  await expect.poll(() => house.minds.mouths.at(-1)?.personaId).toBe(personaId);
  return house.minds.mouths.at(-1)!;
};
const isHeard = async (text: string) => {
  await expect
    .poll(() => {
      house.clock.advance(100);
      return house.stage.all("turn-ended").some((turn) => turn.text === text);
    })
    .toBe(true);
};

test("C1 C9 who opens a circle while a session's is being stored gets another spot", async () => {
  house.stage.addAvatar("person", "gus", "Gus");
  const { findSpot } = house.stage;
  let opening: Promise<unknown> | undefined;
  house.stage.findSpot = (near, taken) => {
    if (near === "fay")
      opening = Promise.resolve().then(() =>
        house.host.openCircle(actor("gus", "Gus"), { topic: "Trams", kind: "casual", private: false } as never),
      );
    return findSpot(near, taken);
  };
  await apply({ circleId: newId(), people: [], personaIds: [] });
  await opening;
  const spots = [...house.stage.state.circles.values()].map(({ x, z }) => `${x} ${z}`);
  expect(spots).toHaveLength(3);
  expect(new Set(spots).size).toBe(3);
});

test("C9 a whisper is in the next prompt of its persona only, and in none after it has spoken", async () => {
  await apply({ whispers: [{ id: "w", personaId: "bruno", text: "Mention the shelter." }] });
  (await untilDrafted("clio")).say("I walk.");
  expect(house.minds.spoken.at(-1)!.whispers).toBeUndefined();
  house.minds.mouths.at(-1)!.end();
  await isHeard("I walk.");
  const bruno = await untilDrafted("bruno");
  expect(house.minds.spoken.at(-1)).toMatchObject({
    whispers: ["Mention the shelter."],
    section: { title: "Habits", prompts: ["Which bus?"] },
  });
  bruno.say("The shelter is cold.");
  bruno.end();
  await isHeard("The shelter is cold.");
  await expect.poll(() => delivered).toEqual(["w"]);
  await untilDrafted("bruno");
  expect(house.minds.spoken.at(-1)!.whispers).toBeUndefined();
  expect(JSON.stringify(house.stage.sent)).not.toContain("Mention the shelter");
});

test("C9 what the running section shows reaches whoever may hear its circle, with the transcript and when it changes", async () => {
  const circleId = hosted.circleId!;
  const shown = { kind: "text", text: "The timetable" } as const;
  const section = { title: "Habits", prompts: [] };
  await apply({ section: { ...section, material: shown } });
  await apply({ section: { ...section, material: { ...shown } } });
  const sent = house.stage.sent.filter(({ type }) => type === "shown-changed");
  expect(sent.map(({ message }) => message)).toEqual([{ circleId, shown }]);
  expect([ada, actor("gus", "Gus")].map((who) => sent[0]!.mayHear(who))).toEqual([true, false]);
  expect((await house.host.transcriptFor(ada, circleId))!.shown).toEqual(shown);
  expect(await house.host.transcriptFor(actor("gus", "Gus"), circleId)).toBeNull();
  await apply({ section });
  expect(house.stage.all("shown-changed").at(-1)).toEqual({ circleId, shown: null });
  expect(await house.host.transcriptFor(ada, circleId)).not.toHaveProperty("shown");
});

test("C9 a draft without a whisper that came later is written again", async () => {
  await steer({ action: "set-mode", mode: "manual" });
  await steer({ action: "choose-speaker", speakerId: "bruno" });
  await steer({ action: "next" });
  await expect.poll(() => house.minds.mouths.at(-1)?.personaId).toBe("bruno");
  const drafts = house.minds.mouths.length;
  await apply({ whispers: [{ id: "w", personaId: "bruno", text: "Be brief." }] });
  await expect.poll(() => house.minds.mouths.length).toBe(drafts + 1);
  expect(house.minds.spoken.at(-1)!.whispers).toEqual(["Be brief."]);
});

test("C9 a muted persona is not chosen, and what it is saying breaks off; a muted participant is refused", async () => {
  const bruno = await untilDrafted("bruno");
  bruno.say("I have a lot to say about");
  await expect.poll(() => (house.clock.advance(100), house.stage.all("turn-delta").length)).toBeGreaterThan(0);
  await apply({ muted: ["bruno", "ada"] });
  await expect.poll(() => house.stage.all("turn-ended").at(-1)?.status).toBe("interrupted");
  await expect(steer({ action: "choose-speaker", speakerId: "bruno" })).rejects.toMatchObject({
    refusal: { code: "not-a-persona-here" },
  });
  await expect(house.host.say(ada, { text: "Hello" })).rejects.toMatchObject({ refusal: { code: "session-muted" } });
  const activityOf = (id: string) => house.stage.state.avatars.get(id)?.activity;
  expect([activityOf("bruno"), activityOf("ada")]).toEqual(["muted", "muted"]);
  expect(activityOf("clio")).not.toBe("muted");
});

test("C9 when it is frozen, a turn stands still in its middle, and goes on where it was", async () => {
  const clio = await untilDrafted("clio");
  clio.say("One two ");
  await expect.poll(() => (house.clock.advance(100), house.stage.all("turn-delta").length)).toBeGreaterThan(0);
  await apply({ isFrozen: true });
  const shown = house.stage.all("turn-delta").length;
  clio.say("three.");
  clio.end();
  for (let step = 0; step < 20; step += 1) {
    house.clock.advance(100);
    await new Promise(setImmediate);
  }
  expect(house.stage.all("turn-delta").length).toBe(shown);
  await apply({ isFrozen: false });
  await isHeard("One two three.");
});

test("C9 M4 observers are entitled to hear, so that what others said elsewhere in private is not used before them", async () => {
  await apply({
    people: [
      ...hosted.people,
      { userId: "ben", name: "Ben", role: "observer", status: "admitted", onStageUntil: null },
    ],
  });
  await untilDrafted("clio");
  expect(audienceOf(house.minds.spoken.at(-1)!)).toEqual(expect.arrayContaining(["ada", "ben", "fay"]));
});

test("C9 a spectator sits and speaks while the stage pass lasts, and loses the seat when it ends", async () => {
  const onStage = (onStageUntil: Date | null) => ({
    people: [
      ...hosted.people.slice(0, 1),
      { userId: "ben", name: "Ben", role: "spectator" as const, status: "admitted" as const, onStageUntil },
    ],
  });
  await apply(onStage(new Date(house.clock.now() + 5000)));
  expect(membersOf()).toContain("ben");
  house.clock.advance(6000);
  await expect.poll(membersOf).not.toContain("ben");
});

test("C9 a session's circle does not end by itself: neither when everybody is away nor when nothing new is said", async () => {
  await house.host.bodyLeft("ada");
  house.host.setWatched(hosted.circleId!, false);
  for (let minute = 0; minute < 60; minute += 1) house.clock.advance(60_000);
  expect(house.stage.state.circles.get(hosted.circleId!)?.status).toBe("asleep");
  house.host.bodyCame("ada");
  expect(membersOf()).toContain("ada");
});

test("C9 M4 what is being said, and what was prepared for those who were there, breaks off for somebody who is let in", async () => {
  const bruno = await untilDrafted("bruno");
  bruno.say("Between ourselves");
  await expect.poll(() => (house.clock.advance(100), house.stage.all("turn-delta").length)).toBeGreaterThan(0);
  await apply({
    people: [
      ...hosted.people,
      { userId: "ben", name: "Ben", role: "observer", status: "admitted", onStageUntil: null },
    ],
  });
  await expect
    .poll(() => house.stage.all("turn-ended").at(-1))
    .toMatchObject({ status: "interrupted", problem: "Ben came in." });
});

test("C9 words of whoever withdrew are in no prompt from then on, however long they take to erase", async () => {
  await house.host.say(ada, { text: "My bicycle has a yellow bell." });
  await untilDrafted("clio");
  const before = house.minds.spoken.length;
  expect(JSON.stringify(house.minds.spoken.at(-1)!.utterances)).toContain("yellow bell");
  const erasing = Promise.withResolvers<void>();
  mayErase = erasing.promise;
  await apply({ people: [{ ...hosted.people[0]!, status: "withdrawn" }] });
  for (let step = 0; step < 20; step += 1) {
    house.clock.advance(1000);
    await new Promise(setImmediate);
  }
  expect(house.minds.spoken).toHaveLength(before);
  erasing.resolve();
  await expect.poll(() => (house.clock.advance(100), house.minds.spoken.length)).toBeGreaterThan(before);
  expect(JSON.stringify(house.minds.spoken.slice(before))).not.toContain("yellow bell");
});

test("C9 a participant who was let in hears what is said also without a seat", async () => {
  await house.host.leaveCircle(ada);
  const clio = await untilDrafted("clio");
  clio.say("I walk.");
  clio.end();
  await isHeard("I walk.");
  expect(house.host.attends(ada, hosted.circleId!)).toBe(true);
  expect((await house.host.transcriptFor(ada, hosted.circleId!))!.turns.map(({ text }) => text)).toContain("I walk.");
});

test("C9 a participant who stands up while somebody speaks hears the rest", async () => {
  const clio = await untilDrafted("clio");
  clio.say("One two ");
  await expect.poll(() => (house.clock.advance(100), house.stage.all("turn-delta").length)).toBeGreaterThan(0);
  await house.host.leaveCircle(ada);
  clio.say("three.");
  clio.end();
  await isHeard("One two three.");
  expect((await house.host.transcriptFor(ada, hosted.circleId!))!.turns.map(({ text }) => text)).toContain(
    "One two three.",
  );
});

test("C9 a session that was moved to another place opens only there", async () => {
  house = openHouse();
  await apply({ placeId: "elsewhere", circleId: newId() });
  expect(house.stage.state.circles.size).toBe(0);
  expect(house.clock.pending).toBe(0);
});

test("C9 an end that could not be read at first still ends the circle", async () => {
  isStoreAway = true;
  await expect(apply({ status: "ended" })).rejects.toThrow("away");
  isStoreAway = false;
  house.clock.advance(10_000);
  await expect.poll(() => house.stage.state.circles.get(hosted.circleId!)?.status).toBe("ended");
});

test("C9 a circle that another server opened meanwhile is not opened again", async () => {
  await database.em().execute("update circles set host = 7 where id = ?", [hosted.circleId]);
  house = openHouse();
  await apply({});
  expect(house.stage.state.circles.has(hosted.circleId!)).toBe(false);
});

test("C9 after a restart nobody sits in its circle, speaks or steers until it is known how the session stands", async () => {
  await house.host.drain();
  await database
    .em()
    .execute(
      "insert into sessions (id, workspace_id, owner_id, plan, status, circle_id) values (?, 'default', 'fay', '{}', 'live', ?)",
      [newId(), hosted.circleId],
    );
  await database.em().execute("update circles set host = null where id = ?", [hosted.circleId]);
  house = openHouse();
  await house.host.restore();
  const { circleId } = hosted as { circleId: string };
  await expect(house.host.joinCircle(ada, { circleId })).rejects.toMatchObject({
    refusal: { code: "session-invited-only" },
  });
  await expect(steer({ action: "next" })).rejects.toMatchObject({ refusal: { code: "session-facilitators-only" } });
  await apply({ hasCircle: true });
  expect(membersOf()).toContain("ada");
  await steer({ action: "next" });
});

test("C9 facilitators of the workspace keep the seat they took when something changes, and speak while it is frozen", async () => {
  const ben = actor("ben", "Ben", { role: "facilitator" });
  await house.host.joinCircle(ben, { circleId: hosted.circleId! });
  await apply({ isFrozen: true });
  expect(membersOf()).toContain("ben");
  await house.host.say(ben, { text: "A short break." });
});

test("C9 nobody sits down in a session by calling its persona", async () => {
  await apply({
    people: [{ userId: "ben", name: "Ben", role: "observer", status: "admitted", onStageUntil: null }],
  });
  await house.host.leaveCircle(ada).catch(() => undefined);
  await expect(house.host.talkTo(actor("ben", "Ben"), { personaId: "bruno" })).rejects.toMatchObject({
    refusal: { code: "session-invited-only" },
  });
  expect(membersOf()).not.toContain("ben");
});

test("C9 a whisper waits on when nothing was heard of the turn", async () => {
  await apply({ whispers: [{ id: "w", personaId: "bruno", text: "Be brief." }] });
  (await untilDrafted("bruno")).end("The voice broke.");
  await expect
    .poll(() => (house.clock.advance(100), house.stage.all("turn-ended").map(({ status }) => status)))
    .toEqual(["failed"]);
  expect(delivered).toEqual([]);
  const drafts = house.minds.mouths.length;
  await steer({ action: "choose-speaker", speakerId: "bruno" });
  await expect.poll(() => (house.clock.advance(1000), house.minds.mouths.length)).toBeGreaterThan(drafts);
  expect(house.minds.spoken.at(-1)!.whispers).toEqual(["Be brief."]);
});

test("C9 typing of a muted participant holds nobody up", async () => {
  const isTyping = () => house.stage.state.avatars.get("ada")!.typing;
  await apply({ muted: ["ada"] });
  house.host.setTyping(ada, { typing: true });
  expect(isTyping()).toBe(false);
  await apply({ muted: [] });
  house.host.setTyping(ada, { typing: true });
  expect(isTyping()).toBe(true);
});

test("C9 a decision in progress does not let somebody speak who was muted meanwhile", async () => {
  const { minds } = house;
  const held = Promise.withResolvers<void>();
  minds.decide = (_, personaIds) => personaIds.toSorted()[0]!;
  minds.decideTurn = async (...asked) => {
    const decision = await ScriptedMinds.prototype.decideTurn.apply(minds, asked);
    await held.promise;
    return decision;
  };
  const [decisions, drafts] = [minds.views.length, minds.mouths.length];
  await house.host.say(ada, { text: "Who goes by bus?" });
  await expect.poll(() => (house.clock.advance(100), minds.views.length)).toBeGreaterThan(decisions);
  await apply({ muted: ["bruno"] });
  held.resolve();
  await expect.poll(() => (house.clock.advance(100), minds.mouths.length)).toBeGreaterThan(drafts);
  expect(minds.mouths.slice(drafts).map(({ personaId }) => personaId)).toEqual(["clio"]);
});

test("C9 the lead passes to another facilitator who is here once whoever leads has been gone for 20 s, and not before", async () => {
  const carl = { userId: "carl", name: "Carl", role: "facilitator", status: "admitted", onStageUntil: null } as const;
  await apply({ people: [...hosted.people, carl] });
  house.stage.addAvatar("person", "carl", "Carl");
  const drop = (activity: string) => Object.assign(house.stage.state.avatars.get("fay")!, { activity });
  drop("away");
  house.clock.advance(15_000);
  drop("idle");
  house.clock.advance(4_000);
  drop("away");
  house.clock.advance(18_000);
  expect(passed).toEqual([]);
  house.clock.advance(8_000);
  expect(passed[0]).toEqual(["fay", "carl"]);
});

test("C9 nobody gets a lead who is not here, or is no facilitator", async () => {
  const carl = { userId: "carl", name: "Carl", role: "facilitator", status: "dismissed", onStageUntil: null } as const;
  await apply({ people: [...hosted.people, carl] });
  house.stage.addAvatar("person", "carl", "Carl");
  house.stage.state.avatars.delete("fay");
  house.clock.advance(60_000);
  expect(passed).toEqual([]);
});
