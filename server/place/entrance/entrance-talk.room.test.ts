/** The talk near the entrance in a real place with real circles, a real store and the rehearsal voice. */
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { createInProcessMemoryStore } from "../../../engine/memory/in-process-memory-store.ts";
import { createMinds } from "../../../engine/mind/create-minds.ts";
import { createRehearsalVoice } from "../../../engine/model/rehearsal/rehearsal-voice.ts";
import type { Place } from "../../../schema/messages/place.ts";
import type { CircleTranscript } from "../../../schema/messages/room-messages.ts";
import { User } from "../../../schema/tables/account.table.ts";
import { hostCircles } from "../../../test/circle/host-circles.ts";
import { HandClock, PersonaShelf } from "../../../test/circle/test-circle-house.ts";
import { freshDatabase, type FreshDatabase } from "../../../test/fresh-database.ts";
import { routed } from "../../../test/models/routed.ts";
import { personaOf } from "../../../test/place/place-fixtures.ts";
import { startTestPlace, until, yard, type TestPlace } from "../../../test/place/test-place.adapter.ts";
import { listen, type Joined } from "../../../test/place/test-visitor.ts";
import { createConversationStore } from "../../conversation/conversation.store.ts";
import { newId } from "../../database/new-id.adapter.ts";
import { openDatabase, type Database } from "../../database/open-database.store.ts";

const CAST = ["abel", "bella", "carl", "dora", "emil", "fina"];
const courtyard: Place = {
  ...yard,
  entranceTalk: { x: -6, z: 0, topics: [{ en: "Bread", de: "Brot" }, { en: "Wine" }] },
};

let fresh: FreshDatabase;
let database: Database;
let place: TestPlace;
let clock: HandClock;
let isAffordable: boolean;

beforeAll(async () => {
  fresh = await freshDatabase();
  database = await openDatabase(fresh.url);
  const look = { colour: "#aa3333", email: null, passwordHash: null };
  await database
    .em()
    .insert(User, { id: "ada", workspaceId: "default", name: "ada", kind: "guest", role: "guest", ...look });
});
beforeEach(async () => {
  clock = new HandClock();
  isAffordable = true;
  const personas = new PersonaShelf();
  for (const id of CAST) personas.add(id, id);
  const minds = createMinds({
    voices: { modelFor: () => routed(createRehearsalVoice(async () => undefined)) },
    memory: createInProcessMemoryStore(),
    now: clock.now,
    newId,
    report: (error) => {
      throw error;
    },
  });
  place = await startTestPlace({
    places: [courtyard],
    personas: CAST.map((id) => personaOf(id)),
    mayTalkCasually: () => isAffordable,
    createCircleHost: hostCircles({ minds, clock, personas, conversations: createConversationStore(database) }),
  });
});
afterEach(async () => {
  await place.stop();
  await database.em().execute("delete from circles");
});
afterAll(async () => {
  await database.close();
  await fresh.drop();
});

const findTalk = ({ state }: Joined) =>
  [...state.circles].map(([id, circle]) => ({ id, circle })).find(({ circle }) => circle.isCasual);
/** Advances the circles' own clock until the condition holds. */
const asTimePasses = (holds: () => boolean, what: string) =>
  until(() => {
    clock.advance(250);
    return holds();
  }, what);

test("W8 C6 a lone newcomer hears personas talk, in the newcomer's language, and may take one of them away or sit down", async () => {
  const ada = await place.join("ada", { language: "de" });
  const ended = listen(ada, "turn-ended");
  await until(() => (findTalk(ada)?.circle.members.length ?? 0) === 3, "three of the cast sit together");
  const { id, circle } = findTalk(ada)!;
  expect(["Brot", "Wine"]).toContain(circle.topic);
  expect(circle.language).toBe(circle.topic === "Brot" ? "de" : "en");
  expect([Math.round(circle.x), Math.round(circle.z)]).toEqual([-6, 0]);
  const isFinished = ({ circleId, status }: (typeof ended)[number]) => circleId === id && status === "finished";
  await asTimePasses(() => ended.filter(isFinished).length >= 2, "two turns are heard");

  const [speaker] = [...circle.members];
  await ada.request("open-circle", { topic: "Mine", kind: "chat" });
  await ada.request("invite", { personaId: speaker });
  await until(() => ![...circle.members].includes(speaker!), "it leaves the talk");
  expect(ada.state.avatars.get(speaker!)?.circleId).toBe(ada.state.avatars.get("ada")?.circleId);

  const joined = (await ada.request("join-circle", { circleId: id })) as CircleTranscript;
  expect(joined.turns.length).toBeGreaterThanOrEqual(2);
  await until(() => !circle.isCasual && [...circle.members].includes("ada"), "Ada sits in it");
});

test("W8 where it can no longer be paid, the talk ends and its personas are free", async () => {
  const ada = await place.join("ada");
  await until(() => findTalk(ada) !== undefined, "the talk");
  isAffordable = false;
  await until(() => findTalk(ada)?.circle.members.length === 0 || findTalk(ada) === undefined, "it has ended");
  await until(() => CAST.every((id) => ada.state.avatars.get(id)?.circleId === ""), "all are free");
});

test("W8 W11 a spectator who follows nothing is enough for a talk to begin", async () => {
  const eve = await place.join("eve", { role: "spectator" });
  await until(() => findTalk(eve) !== undefined, "the talk");
  const ended = listen(eve, "turn-ended");
  await eve.request("follow", { circleId: findTalk(eve)!.id });
  await asTimePasses(() => ended.length >= 1, "a turn is heard");
});
