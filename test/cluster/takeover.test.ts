/** C7, O5: two real servers on one database; one is killed, or stalls, in the middle of a turn. */
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { joinPlace, until, type Visitor } from "../../e2e/support/join-place.ts";
import type { CircleTranscript } from "../../schema/messages/room-messages.ts";
import { startServer, type TestServer } from "./start-server.ts";
import { freshDatabase, type FreshDatabase } from "../fresh-database.ts";
import { openDatabase, type Database } from "../../server/database/open-database.store.ts";

/** SPEC C7. */
const TAKEN_OVER_WITHIN_MS = 10_000;

let fresh: FreshDatabase;
let database: Database;
let first: TestServer;
let second: TestServer;
beforeAll(async () => {
  fresh = await freshDatabase();
  database = await openDatabase(fresh.url);
});
beforeEach(async () => void ([first, second] = await Promise.all([startServer(fresh.url), startServer(fresh.url)])));
afterEach(async () => void (await Promise.all([first.end(), second.end()])));
afterAll(async () => {
  await database.close();
  await fresh.drop();
});

async function openTalk(visitor: Visitor): Promise<string> {
  const { circleId } = await visitor.request<CircleTranscript>("open-circle", { topic: "Boats", kind: "chat" });
  const personas = [...visitor.room.state.avatars.values()].filter((avatar) => avatar.kind === "persona");
  for (const { personaId } of personas.slice(0, 2)) await visitor.request("invite", { personaId });
  await visitor.request("steer", { circleId, action: "set-speed", speed: 10 });
  await visitor.request("say", { text: "Which boat should leave the harbour first, and why?" });
  return circleId;
}

const announcedBy = ({ received }: Visitor) =>
  received.flatMap(({ type, message }) => (type === "turn-ended" ? [message] : []));
const isSpeaking = (visitor: Visitor, circleId: string) => visitor.room.state.circles.get(circleId)?.speakerId !== "";
const storedTurns = (circleId: string) =>
  database
    .em()
    .execute<{ id: string; text: string; status: string }[]>(
      "select id, text, status from turns where circle_id = ? order by position",
      [circleId],
    );

/** In the middle of a turn, after some that were announced. */
async function untilMidTurn(visitor: Visitor, circleId: string): Promise<void> {
  await until("some turns", () => announcedBy(visitor).length >= 3);
  await until("a turn in progress", () => isSpeaking(visitor, circleId));
}

async function expectToResume(there: Visitor, circleId: string, announced: ReturnType<typeof announcedBy>) {
  await until("the circle at the other server", () => there.room.state.circles.has(circleId), TAKEN_OVER_WITHIN_MS);
  const transcript = await there.request<CircleTranscript>("join-circle", { circleId });
  for (const { turnId, text, status } of announced) {
    const turns = transcript.turns.filter(({ id }) => id === turnId);
    expect(turns).toMatchObject([{ text, status }]);
  }
  expect(transcript.turns.filter(({ status }) => status === "speaking")).toEqual([]);
  await until("its talk to resume", () => announcedBy(there).some(({ circleId: id }) => id === circleId));
  const stored = await storedTurns(circleId);
  expect(new Set(stored.map(({ id }) => id)).size).toBe(stored.length);
}

test("C7 O5 one server killed in the middle of a turn: nothing announced is lost, and the other resumes within 10 s", async () => {
  const [here, there] = [await joinPlace(first.url, "Ada"), await joinPlace(second.url, "Ben")];
  const circleId = await openTalk(here);
  await untilMidTurn(here, circleId);
  await first.end("SIGKILL");
  await expectToResume(there, circleId, announcedBy(here));
  await there.room.leave();
});

test("C7 O5 a server that stalls in the middle of a turn and resumes later continues nothing that was taken over", async () => {
  const [here, there] = [await joinPlace(first.url, "Ada"), await joinPlace(second.url, "Ben")];
  const circleId = await openTalk(here);
  await untilMidTurn(here, circleId);
  first.signal("SIGSTOP");
  await expectToResume(there, circleId, announcedBy(here));
  const closed = new Promise<number>((resolve) => here.room.onLeave(resolve));
  first.signal("SIGCONT");
  // Everyone there rejoins, wherever the circle is now.
  expect(await closed).toBe(4001);
  const stored = new Map((await storedTurns(circleId)).map((turn) => [turn.id, turn]));
  for (const { turnId, text, status } of announcedBy(here)) expect(stored.get(turnId)).toMatchObject({ text, status });
  const again = await joinPlace(first.url, "Ada");
  expect(again.room.state.circles.has(circleId)).toBe(false);
  await Promise.all([again.room.leave(), there.room.leave()]);
});

test("C7 a server that ends in order hands its circles over at once", async () => {
  const [here, there] = [await joinPlace(first.url, "Ada"), await joinPlace(second.url, "Ben")];
  const circleId = await openTalk(here);
  await untilMidTurn(here, circleId);
  await first.end();
  await expectToResume(there, circleId, announcedBy(here));
  await there.room.leave();
});
