import { afterAll, beforeAll, beforeEach, afterEach, expect, test } from "vitest";
import { createHouseOf, actor, type CircleHouse } from "../../test/circle/test-circle-house.ts";
import { ScriptedMinds } from "../../test/circle/test-scripted-minds.ts";
import { freshDatabase, type FreshDatabase } from "../../test/fresh-database.ts";
import { noteTurns, voiceOf } from "../../test/outcome/converse.ts";
import { TURNS_AN_UPDATE } from "../../schema/messages/outcome.ts";
import type { CircleKind } from "../../schema/messages/room-messages.ts";
import { User } from "../../schema/tables/account.table.ts";
import { openChangeBus, type ChangeBus } from "../changes/open-change-bus.adapter.ts";
import { createConversationStore } from "../conversation/conversation.store.ts";
import { newId } from "../database/new-id.adapter.ts";
import { openDatabase, type Database } from "../database/open-database.store.ts";
import { principalOf } from "../../engine/scope/scope.ts";
import { createOutcomeChanges } from "../outcome/outcome-changes.store.ts";
import { createOutcomeKeeping } from "../outcome/keep-outcomes.ts";
import { createOutcomeStore } from "../outcome/outcome.store.ts";
import { SLEEP_AFTER_MS } from "./circle-times.ts";

const [ada, ben] = [actor("ada", "Ada"), actor("ben", "Ben")];
const report = (error: unknown) => {
  throw error;
};
let fresh: FreshDatabase;
let database: Database;
let changes: ChangeBus;
let house: CircleHouse;
let voices: ReturnType<typeof voiceOf>;
let keeping: ReturnType<typeof createOutcomeKeeping>;

beforeAll(async () => {
  fresh = await freshDatabase();
  database = await openDatabase(fresh.url);
  changes = await openChangeBus(fresh.url, report);
  for (const { userId: id, name } of [ada, ben]) {
    const account = { workspaceId: "default", kind: "guest", role: "guest", email: null, passwordHash: null };
    await database.em().insert(User, { id, name, ...account, colour: "#aa3333" });
  }
});
afterAll(async () => {
  await changes.close();
  await database.close();
  await fresh.drop();
});
beforeEach(() => void openHouse(voiceOf(noteTurns)));
afterEach(async () => {
  await keeping.settled();
  await house.host.drain();
});

function openHouse(voice: typeof voices, conversations = createConversationStore(database)): void {
  voices = voice;
  keeping = createOutcomeKeeping({
    store: createOutcomeStore(database, report),
    voices: { modelFor: () => voices.modelFor(), skillOf: () => "large" },
    newId,
    report,
  });
  const follow: Parameters<typeof createHouseOf>[4] = {
    outcomes: keeping,
    onOutcome: (listener) => changes.subscribe("outcomes", { onChange: listener, onGap: () => listener(null) }),
  };
  house = createHouseOf(new ScriptedMinds(), conversations, newId(), undefined, follow);
}

const open = async (kind: CircleKind, isPrivate = false): Promise<string> =>
  (await house.host.openCircle(ada, { topic: "Lamps", kind, private: isPrivate })).circleId;
async function sayMuch(circleId: string, turns = TURNS_AN_UPDATE): Promise<void> {
  for (let number = 0; number < turns; number++) await house.host.say(ada, { text: `Lamp ${number} burns.` });
  if (turns >= TURNS_AN_UPDATE) await expect.poll(() => changed(circleId).length).toBeGreaterThan(0);
}
const changed = (circleId: string) =>
  house.stage.all("outcome-changed").filter((message) => message.circleId === circleId);
const summaryOf = async (circleId: string, who = ben) =>
  (await house.host.transcriptFor(who, circleId))!.summary.map(({ text }) => text);

test("W7 where notes hang on a wall, everybody in the place is notified of a public circle's outcome, but not of a private one's", async () => {
  house.stage.hasNotesWall = true;
  const to = async (isPrivate: boolean) => {
    const circleId = await open("ideation", isPrivate);
    await sayMuch(circleId);
    const sent = house.stage.sent.filter(
      ({ type, message }) => type === "outcome-changed" && "circleId" in message && message.circleId === circleId,
    );
    return [...new Set(sent.map((one) => (one.to === circleId ? "hearers" : one.to)))];
  };
  expect([await to(false), await to(true)]).toEqual([["all"], ["hearers"]]);
});

test("C2 those who hear a circle are notified of its outcome, and a latecomer gets the summary so far with the transcript", async () => {
  const circleId = await open("debate");
  await sayMuch(circleId);
  expect(changed(circleId)).toContainEqual({ circleId, kind: "debate" });
  await expect.poll(() => summaryOf(circleId)).toContain("Lamp 5 burns.");
  const { summary, turns } = await house.host.joinCircle(ben, { circleId });
  const ids = turns.map(({ id }) => id);
  expect(summary.length).toBeGreaterThan(0);
  expect(summary.every(({ turnIds }) => turnIds.every((id) => ids.includes(id)))).toBe(true);
});

test("C2 M4 in a private circle a latecomer gets nothing of what was said before", async () => {
  const circleId = await open("chat", true);
  await sayMuch(circleId);
  await expect.poll(() => summaryOf(circleId, ada)).toContain("Lamp 5 burns.");
  await house.host.invite(ada, { personaId: "ben" });
  expect((await house.host.joinCircle(ben, { circleId })).summary).toEqual([]);
});

test("C2 talk does not wait for an outcome: people are answered while a model is still thinking about one", async () => {
  await house.host.drain();
  const thinking = Promise.withResolvers<string>();
  openHouse(voiceOf(() => thinking.promise));
  const circleId = await open("chat");
  for (let number = 0; number < 2 * TURNS_AN_UPDATE; number++)
    await house.host.say(ada, { text: `Lamp ${number} burns.` });
  await expect.poll(() => voices.requests.length).toBe(1);
  expect(changed(circleId)).toEqual([]);
  thinking.resolve(JSON.stringify({ obsolete: [] }));
  await expect.poll(() => changed(circleId).length).toBeGreaterThan(0);
});

test("C2 what is missing is made up for when a circle ends that somebody watches; one that sleeps spends nothing", async () => {
  const watched = await open("chat");
  house.host.setWatched(watched, true);
  await sayMuch(watched, 2);
  await house.host.steer(ada, { circleId: watched, action: "stop" });
  await expect.poll(() => changed(watched).length).toBe(1);
  expect(voices.requests).toHaveLength(1);

  const asleep = await open("chat");
  house.host.setWatched(asleep, false);
  await sayMuch(asleep, 2);
  house.clock.advance(SLEEP_AFTER_MS + 1);
  await house.host.steer(ada, { circleId: asleep, action: "stop" });
  await house.host.drain();
  await keeping.settled();
  expect(voices.requests).toHaveLength(1);
});

test("C2 when the kind changes, the earlier outcome is finished and the new one begins with what is said next", async () => {
  const circleId = await open("chat");
  await sayMuch(circleId, 2);
  await house.host.steer(ada, { circleId, action: "set-kind", kind: "planning" });
  await expect.poll(() => changed(circleId)).toEqual([{ circleId, kind: "chat" }]);
  await house.host.say(ada, { text: "Now we plan." });
  await sayMuch(circleId, TURNS_AN_UPDATE - 1);
  await expect.poll(() => changed(circleId).map(({ kind }) => kind)).toContain("planning");
  const [first, second] = voices.requests.map(({ messages }) => messages.at(-1)!.content);
  expect([first!.includes("Lamp 1 burns"), first!.includes("Now we plan")]).toEqual([true, false]);
  expect(second!.split("\n").filter((line) => /^\d+\. /.test(line))).toHaveLength(TURNS_AN_UPDATE);
});

test("C2 a new kind is stored once the earlier outcome is due, so that a crash between the two loses nothing", async () => {
  await house.host.drain();
  const conversations = createConversationStore(database);
  const kindsOf = (circleId: string) =>
    database
      .em()
      .execute<{ kind: string }[]>("select kind from outcomes where circle_id = ? order by kind", [circleId]);
  const whenStored: string[][] = [];
  openHouse(voiceOf(noteTurns), {
    ...conversations,
    async changeCircle(circle, settings) {
      whenStored.push((await kindsOf(circle.id)).map(({ kind }) => kind));
      await conversations.changeCircle(circle, settings);
    },
  });
  const circleId = await open("chat");
  await sayMuch(circleId, 2);
  await house.host.steer(ada, { circleId, action: "set-kind", kind: "planning" });
  await expect.poll(() => whenStored).toEqual([["chat", "planning"]]);
});

test("C2 M4 minds know the text that their circle refines, as long as everybody present may read it", async () => {
  const circleId = await open("refinement", true);
  await house.host.invite(ada, { personaId: "bruno" });
  const textKnown = async () => {
    await house.host.say(ada, { text: `Bruno, is this better, after ${house.minds.views.length} tries?` });
    house.clock.advance(30_000);
    await expect.poll(() => house.minds.views.length).toBeGreaterThan(0);
    return house.minds.views.splice(0).at(-1)!.text;
  };
  expect(await textKnown()).toBe("");
  const text = "The key is under the mat.";
  const written = { kind: "refinement" as const, content: { type: "document" as const, text }, turnIds: [] };
  await createOutcomeChanges(database, report).add(principalOf("default", "ada"), circleId, written);
  await expect.poll(textKnown).toBe(text);
  await house.host.invite(ada, { personaId: "ben" });
  await house.host.joinCircle(ben, { circleId });
  expect(await textKnown()).toBe("");
});
