/** C2 a debate on stage: who speaks follows its parts, and it goes on where it was after a crash. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { actor, createCircleHouse } from "../../test/circle/test-circle-house.ts";
import { freshDatabase, type FreshDatabase } from "../../test/fresh-database.ts";
import { ShownDebate } from "../../schema/messages/debate.ts";
import type { Steer } from "../../schema/messages/room-messages.ts";
import { User } from "../../schema/tables/account.table.ts";
import { createConversationStore } from "../conversation/conversation.store.ts";
import { newId } from "../database/new-id.adapter.ts";
import { openDatabase, type Database } from "../database/open-database.store.ts";

const [ada, ben] = [actor("ada", "Ada"), actor("ben", "Ben")];
/** Time is the test's own here: nothing waits for it. */
const SOON = { interval: 5 };
let fresh: FreshDatabase;
let database: Database;

beforeAll(async () => {
  fresh = await freshDatabase();
  database = await openDatabase(fresh.url);
  for (const { userId: id, name } of [ada, ben]) {
    const account = { workspaceId: "default", kind: "guest", role: "guest", email: null, passwordHash: null };
    await database.em().insert(User, { id, name, ...account, colour: "#aa3333" });
  }
});
afterAll(async () => {
  await database.close();
  await fresh.drop();
});

type Action = Steer extends infer One ? (One extends Steer ? Omit<One, "circleId"> : never) : never;

/** Ada has opened a circle with the personas Bruno, Clio and Dora. */
async function openDebate(placeId = newId()) {
  const house = createCircleHouse(createConversationStore(database), placeId);
  const { host, stage, minds } = house;
  const { circleId } = await host.openCircle(ada, { topic: "Should rye be free?", kind: "debate", private: false });
  host.setWatched(circleId, true);
  const steer = (who: typeof ada, action: Action) => host.steer(who, { circleId, ...action } as Steer);
  const phase = () => {
    const { debate } = stage.state.circles.get(circleId)!;
    return debate === "" ? null : ShownDebate.parse(JSON.parse(debate)).phase;
  };
  /** Whoever is chosen next speaks to the end. */
  const speak = async (): Promise<string> => {
    const before = minds.mouths.length;
    await expect.poll(() => (house.clock.advance(1000), minds.mouths.length), SOON).toBeGreaterThan(before);
    const mouth = minds.mouths.at(-1)!;
    const ended = stage.all("turn-ended").length;
    mouth.say("I have a point to make.");
    mouth.end();
    await expect.poll(() => (house.clock.advance(1000), stage.all("turn-ended").length), SOON).toBeGreaterThan(ended);
    return mouth.personaId;
  };
  return { ...house, placeId, circleId, steer, phase, speak };
}

test("C2 each side opens once, in any order; then come the rebuttals, up to the verdict, and then free talk", async () => {
  const { host, minds, stage, steer, phase, speak } = await openDebate();
  for (const personaId of ["bruno", "clio"]) await host.invite(ada, { personaId });
  await steer(ada, { action: "begin-debate", moderatorId: "ada" });
  expect(phase()).toBe("opening");
  expect([await speak(), await speak()].toSorted()).toEqual(["bruno", "clio"]);
  expect(minds.views.at(-1)).toMatchObject({ debate: { moderatorId: "ada" } });
  await expect.poll(phase).toBe("rebuttal");
  for (const from of ["rebuttal", "exchange", "closing"] as const) await steer(ada, { action: "next-phase", from });
  expect(phase()).toBe("verdict");
  expect(stage.reached).toEqual(["opening", "rebuttal", "exchange", "closing", "verdict"]);
  await steer(ada, { action: "next-phase", from: "verdict" });
  expect(phase()).toBeNull();
  await host.drain();
});

test("C2 a persona who moderates speaks first in each part", async () => {
  const { host, steer, speak } = await openDebate();
  for (const personaId of ["bruno", "clio", "dora"]) await host.invite(ada, { personaId });
  await steer(ada, { action: "begin-debate", moderatorId: "dora" });
  expect(await speak()).toBe("dora");
  expect([await speak(), await speak()].toSorted()).toEqual(["bruno", "clio"]);
  await host.drain();
});

test("C2 of two who move the debate on at once it moves once; only the moderator, or whose circle it is, does", async () => {
  const { host, steer, phase, circleId } = await openDebate();
  for (const personaId of ["bruno", "clio"]) await host.invite(ada, { personaId });
  await host.joinCircle(ben, { circleId });
  await steer(ada, { action: "begin-debate", moderatorId: "ada" });
  await expect(steer(ben, { action: "next-phase", from: "opening" })).rejects.toMatchObject({
    refusal: { code: "debate-moderator-only" },
  });
  for (const action of [
    { action: "begin-debate", moderatorId: "ben" },
    { action: "set-kind", kind: "chat" },
  ] as const)
    await expect(steer(ben, action)).rejects.toMatchObject({ refusal: { code: "debate-moderator-only" } });
  await Promise.all([1, 2].map(() => steer(ada, { action: "next-phase", from: "opening" })));
  expect(phase()).toBe("rebuttal");
  await expect(steer(ada, { action: "begin-debate", moderatorId: "dora" })).rejects.toMatchObject({
    refusal: { code: "debate-no-moderator" },
  });
  await host.drain();
});

test("C2 when its time is over a part ends, unless it was extended", async () => {
  const { host, clock, steer, phase } = await openDebate();
  for (const personaId of ["bruno", "clio"]) await host.invite(ada, { personaId });
  await steer(ada, { action: "begin-debate", moderatorId: "ada" });
  for (const from of ["opening", "rebuttal"] as const) await steer(ada, { action: "next-phase", from });
  await steer(ada, { action: "extend-phase", from: "exchange" });
  clock.advance(310_000);
  expect(phase()).toBe("exchange");
  clock.advance(60_000);
  await expect.poll(() => (clock.advance(1000), phase())).toBe("closing");
  await host.drain();
});

test("C2 C7 after a restart it goes on in its part, with those who have not spoken yet", async () => {
  const { host, steer, speak, placeId, circleId } = await openDebate();
  for (const personaId of ["bruno", "clio", "dora"]) await host.invite(ada, { personaId });
  await steer(ada, { action: "begin-debate", moderatorId: "ada" });
  const first = await speak();
  await host.drain();
  const again = createCircleHouse(createConversationStore(database), placeId);
  // People come back by themselves.
  again.stage.state.avatars.delete("ada");
  await again.host.restore();
  again.stage.addAvatar("person", "ada", "Ada");
  const { debate } = again.stage.state.circles.get(circleId)!;
  expect(ShownDebate.parse(JSON.parse(debate))).toMatchObject({ phase: "opening", moderatorId: "ada" });
  expect(again.stage.reached).toEqual(["opening"]);
  await again.host.joinCircle(ada, { circleId });
  again.host.setWatched(circleId, true);
  await expect.poll(() => (again.clock.advance(1000), again.minds.mouths.length), SOON).toBeGreaterThan(0);
  expect(["bruno", "clio", "dora"].filter((id) => id !== first)).toContain(again.minds.mouths[0]!.personaId);
  await again.host.drain();
});

/** With two sides and nobody drafting, in the free exchange of 300 s. */
async function openExchange() {
  const debate = await openDebate();
  for (const personaId of ["bruno", "clio"]) await debate.host.invite(ada, { personaId });
  await debate.steer(ada, { action: "set-mode", mode: "manual" });
  await debate.steer(ada, { action: "begin-debate", moderatorId: "ada" });
  for (const from of ["opening", "rebuttal"] as const) await debate.steer(ada, { action: "next-phase", from });
  return debate;
}
const HOUR_MS = 3_600_000;

test("C2 while it is paused or asleep, the clock of a part stands still", async () => {
  const { host, clock, steer, phase, circleId, stage } = await openExchange();
  clock.advance(100_000);
  await steer(ada, { action: "pause" });
  clock.advance(HOUR_MS);
  expect(JSON.parse(stage.state.circles.get(circleId)!.debate)).toMatchObject({ clockStoppedAt: expect.any(Number) });
  await steer(ada, { action: "resume" });
  host.setWatched(circleId, false);
  // It sleeps after 20 s of it.
  clock.advance(HOUR_MS);
  host.setWatched(circleId, true);
  clock.advance(179_000);
  expect(phase()).toBe("exchange");
  clock.advance(2_000);
  expect(phase()).toBe("closing");
  await host.drain();
});

test("C2 while it is paused a part is extended from what is left of it", async () => {
  const { host, clock, steer, phase } = await openExchange();
  clock.advance(290_000);
  await steer(ada, { action: "pause" });
  clock.advance(HOUR_MS);
  await steer(ada, { action: "extend-phase", from: "exchange" });
  await steer(ada, { action: "resume" });
  clock.advance(69_000);
  expect(phase()).toBe("exchange");
  clock.advance(2_000);
  expect(phase()).toBe("closing");
  await host.drain();
});

test.each([
  ["stopped", 200_000],
  ["killed", 300_000],
])("C2 C7 after the server was %s, %i ms of a part of five minutes are left", async (how, leftMs) => {
  const first = await openExchange();
  const { placeId, circleId } = first;
  first.clock.advance(100_000);
  if (how === "stopped") await first.host.drain();
  const stored = () => database.em().execute("select debate->>'phase' as phase from circles where id = ?", [circleId]);
  await expect.poll(stored, SOON).toEqual([{ phase: "exchange" }]);
  const again = createCircleHouse(createConversationStore(database), placeId);
  again.stage.state.avatars.delete("ada");
  again.clock.advance(HOUR_MS);
  await again.host.restore();
  again.stage.addAvatar("person", "ada", "Ada");
  await again.host.joinCircle(ada, { circleId });
  again.host.setWatched(circleId, true);
  const phase = () => ShownDebate.parse(JSON.parse(again.stage.state.circles.get(circleId)!.debate)).phase;
  again.clock.advance(leftMs - 1_000);
  expect(phase()).toBe("exchange");
  again.clock.advance(2_000);
  expect(phase()).toBe("closing");
  for (const { host } of how === "killed" ? [again, first] : [again]) await host.drain();
});

test("C2 the end of a debate is reached, too", async () => {
  const { host, stage, steer } = await openExchange();
  for (const from of ["exchange", "closing", "verdict"] as const) await steer(ada, { action: "next-phase", from });
  expect(stage.reached.slice(-2)).toEqual(["verdict", null]);
  await host.drain();
});

test("C2 people keep to the parts too: one speaks in each, goes on until another speaks, and is refused out of turn", async () => {
  const { host, steer, speak, circleId, stage } = await openDebate();
  for (const personaId of ["bruno", "clio"]) await host.invite(ada, { personaId });
  await host.joinCircle(ben, { circleId });
  await steer(ada, { action: "begin-debate", moderatorId: "ada" });
  const say = (who: typeof ada, text: string) => host.say(who, { text });
  const refused = { refusal: { code: "debate-not-your-part" } };
  await say(ben, "Rye feeds us all.");
  await say(ben, "So it should be free.");
  await speak();
  await expect(say(ben, "And another thing.")).rejects.toMatchObject(refused);
  // Who may not speak holds nobody up by typing.
  host.setTyping(ben, { typing: true, aloud: true });
  stage.state.avatars.get("ben")!.gesture = "raise-hand";
  await expect(steer(ben, { action: "let-speak", personId: "ben" })).rejects.toMatchObject({
    refusal: { code: "debate-moderator-only" },
  });
  await steer(ada, { action: "let-speak", personId: "ben" });
  await say(ben, "And another thing.");
  expect(stage.state.avatars.get("ben")!.gesture).toBe("");
  for (const from of ["opening", "rebuttal", "exchange", "closing"] as const)
    await steer(ada, { action: "next-phase", from });
  await expect(say(ben, "I judge it so.")).rejects.toMatchObject(refused);
  await say(ada, "Rye should be free.");
  await host.drain();
});

test("C2 where a persona moderates, people wait until it has begun the part; only whoever leads the circle lets them speak before", async () => {
  const { host, steer, circleId } = await openDebate();
  for (const personaId of ["bruno", "dora"]) await host.invite(ada, { personaId });
  await host.joinCircle(ben, { circleId });
  await steer(ada, { action: "set-mode", mode: "manual" });
  await steer(ada, { action: "begin-debate", moderatorId: "dora" });
  const code = (error: { refusal: { code: string } }) => error.refusal.code;
  expect(await host.say(ben, { text: "First!" }).catch(code)).toBe("debate-not-your-part");
  expect(await steer(ben, { action: "let-speak", personId: "ben" }).catch(code)).toBe("debate-moderator-only");
  expect(await steer(ada, { action: "let-speak", personId: "nobody" }).catch(code)).toBe("no-such-person");
  await steer(ada, { action: "let-speak", personId: "ada" });
  await host.say(ada, { text: "One word before we begin." });
  await host.drain();
});

test("C2 whoever gets the transcript is shown whether it is their circle, and the time of its clock", async () => {
  const { host, clock, circleId } = await openDebate();
  await host.joinCircle(ben, { circleId });
  clock.advance(5_000);
  const now = clock.now();
  expect(await host.transcriptFor(ada, circleId)).toMatchObject({ leads: true, now });
  expect(await host.transcriptFor(ben, circleId)).toMatchObject({ leads: false, now });
  const facilitator = actor("fay", "Fay", { role: "facilitator" });
  expect(await host.transcriptFor(facilitator, circleId)).toMatchObject({ leads: true, now });
  await host.drain();
});
