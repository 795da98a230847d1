/** A real place and real circles, over real sockets and a real store: what holds for each separately holds together, too. */
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from "vitest";
import type { CircleTranscript, ServerMessages } from "../../schema/messages/room-messages.ts";
import type { PlaceState } from "../../schema/state/place-state.ts";
import { User } from "../../schema/tables/account.table.ts";
import { TurnRow } from "../../schema/tables/circle.table.ts";
import { freshDatabase, type FreshDatabase } from "../../test/fresh-database.ts";
import { hostCircles } from "../../test/circle/host-circles.ts";
import { HandClock, PersonaShelf } from "../../test/circle/test-circle-house.ts";
import { ScriptedMinds } from "../../test/circle/test-scripted-minds.ts";
import { createConversationStore } from "../conversation/conversation.store.ts";
import { openDatabase, type Database } from "../database/open-database.store.ts";
import { personaOf } from "../../test/place/place-fixtures.ts";
import { startTestPlace, until, type TestPlace } from "../../test/place/test-place.adapter.ts";
import { clientOf, hangUp, listen, type Joined } from "../../test/place/test-visitor.ts";

let fresh: FreshDatabase;
let database: Database;
let place: TestPlace;
let minds: ScriptedMinds;
let clock: HandClock;

beforeAll(async () => {
  fresh = await freshDatabase();
  database = await openDatabase(fresh.url);
  for (const id of ["ada", "bob"])
    await database.em().insert(User, {
      id,
      workspaceId: "default",
      name: id,
      kind: "guest",
      role: "guest",
      colour: "#aa3333",
      email: null,
      passwordHash: null,
    });
});
beforeEach(async () => {
  minds = new ScriptedMinds();
  clock = new HandClock();
  const shelf = new PersonaShelf();
  shelf.add("mira", "Mira");
  place = await startTestPlace({
    personas: [personaOf("mira", "Mira")],
    createCircleHost: hostCircles({ minds, clock, personas: shelf, conversations: createConversationStore(database) }),
  });
});
afterEach(async () => {
  await place.stop();
  // An open one would be restored in the next test's place.
  await database.em().execute("delete from circles");
});
afterAll(async () => {
  await database.close();
  await fresh.drop();
});

const listenTo = (room: Joined) => ({
  started: listen(room, "turn-started"),
  deltas: listen(room, "turn-delta"),
  ended: listen(room, "turn-ended"),
});
const membersSeenBy = (room: Joined, circleId: string): string[] => [
  ...(room.state.circles.get(circleId)?.members ?? []),
];
const storedTexts = async (circleId: string): Promise<string[]> =>
  (await database.em().find(TurnRow, { circleId }, { orderBy: { position: "asc" } })).map(({ text }) => text);

/** Ada sits with Mira and has said something. */
const talk = async () => {
  const ada = await place.join("ada");
  const heard = listenTo(ada);
  const { circleId } = (await ada.request("talk-to", { personaId: "mira" })) as CircleTranscript;
  await ada.request("say", { text: "What do you bake?" });
  return { ada, heard, circleId };
};

test("C1 C3 C7 talking to a persona seats both; its words reach everybody within hearing, and end only once they are stored", async () => {
  const { ada, heard, circleId } = await talk();
  await until(() => membersSeenBy(ada, circleId).join() === "ada,mira", "Ada sees who sits there");
  expect(ada.state.avatars.get("mira")).toMatchObject({ circleId, seat: 1 });

  const bob = await place.join("bob");
  const transcripts = listen(bob, "transcript");
  const heardByBob = listenTo(bob);
  const circle = ada.state.circles.get(circleId)!;
  await bob.request("move-to", { x: circle.x - 8, z: circle.z });
  await until(() => transcripts.length === 1, "bob hears the circle", 20_000);
  expect(transcripts[0]!.turns.map(({ text }) => text)).toEqual(["What do you bake?"]);

  // Her draft from before Ada spoke was discarded.
  await until(() => minds.mouths.at(-1)?.signal.aborted === false, "Mira is asked");
  const mouth = minds.mouths.at(-1)!;
  mouth.say("Bread, ", "mostly.");
  mouth.end();
  await until(() => heard.started.length === 2 && heardByBob.started.length === 1, "Mira begins");
  const textOf = (all: ServerMessages["turn-delta"][], turnId: string) =>
    all
      .filter((delta) => delta.turnId === turnId)
      .map(({ text }) => text)
      .join("");
  await until(() => {
    clock.advance(100);
    return heardByBob.ended.length > 0;
  }, "Mira has ended");
  const [ended] = heardByBob.ended;
  expect(ended).toMatchObject({ status: "finished", text: "Bread, mostly." });
  expect(textOf(heardByBob.deltas, ended!.turnId)).toBe("Bread, mostly.");
  expect(textOf(heard.deltas, ended!.turnId)).toBe("Bread, mostly.");
  expect(await storedTexts(circleId)).toEqual(["What do you bake?", "Bread, mostly."]);
});

test("W6 C6 a dropped connection keeps its seat in the circle for 30 s and is given up then", async () => {
  const { ada, circleId } = await talk();
  const bob = await place.join("bob");
  const room = place.roomOf(ada);
  const turns = async (count: number) => {
    for (let turn = 0; turn < count; turn++) await new Promise(setImmediate);
  };
  const members = () => [...room.state.circles.get(circleId)!.members];
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  try {
    hangUp(place, ada);
    while (room.state.avatars.get("ada")?.activity !== "away") await turns(1);
    vi.advanceTimersByTime(29_999);
    await turns(20);
    expect(members()).toEqual(["ada", "mira"]);
    vi.advanceTimersByTime(1);
    await turns(20);
    expect(members()).toEqual(["mira"]);
  } finally {
    vi.useRealTimers();
  }
  await until(() => membersSeenBy(bob, circleId).join() === "mira", "bob sees that Ada has gone");
});

test("W6 C1 returning people get their seat and what was said meanwhile", async () => {
  const { ada, circleId } = await talk();
  const bob = await place.join("bob");
  hangUp(place, ada);
  await until(() => bob.state.avatars.get("ada")?.activity === "away", "Ada is away");
  await bob.request("join-circle", { circleId });
  await bob.request("say", { text: "She bakes rye." });
  const back = await clientOf(place, "ada").reconnect<PlaceState>(ada.reconnectionToken);
  const transcripts = listen(back, "transcript");
  await until(() => transcripts.length > 0, "Ada has what was said");
  expect(transcripts.at(-1)!.turns.map(({ text }) => text)).toEqual(["What do you bake?", "She bakes rye."]);
  await until(() => membersSeenBy(bob, circleId).join() === "ada,mira,bob", "all three sit there");
  await back.leave();
});

test("A1 C1 signing out gives the seat up at once", async () => {
  const { circleId } = await talk();
  const bob = await place.join("bob");
  place.endSignIn("ada.1");
  await until(() => membersSeenBy(bob, circleId).join() === "mira", "Ada's seat is free");
  await until(() => !bob.state.avatars.has("ada"), "her body is gone");
});
