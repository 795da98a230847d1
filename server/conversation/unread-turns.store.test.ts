import { afterAll, beforeAll, expect, test } from "vitest";
import { User } from "../../schema/tables/account.table.ts";
import { CircleRow, TurnRow } from "../../schema/tables/circle.table.ts";
import { ServerRow } from "../../schema/tables/server.table.ts";
import { freshDatabase, type FreshDatabase } from "../../test/fresh-database.ts";
import { openTalk } from "../../test/outcome/converse.ts";
import { openDatabase, type Database } from "../database/open-database.store.ts";
import { createUnreadTurns } from "./unread-turns.store.ts";

const ada = { id: "ada", workspaceId: "default", name: "Ada", kind: "guest", role: "guest", colour: "#aa3333" };
const [ours, alive, dead] = [1, 2, 3];
let fresh: FreshDatabase;
let database: Database;
beforeAll(async () => {
  fresh = await freshDatabase();
  database = await openDatabase(fresh.url);
  await database.em().insert(User, { ...ada, email: null, passwordHash: null });
  for (const id of [ours, alive]) await database.em().insert(ServerRow, { id, expiresAt: new Date("9999-01-01") });
});
afterAll(async () => {
  await database.close();
  await fresh.drop();
});

test("M4 turns await their round in circles of one's own and, for one server alone, of none and of dead ones, ended ones too", async () => {
  const circles = new Map<string, number | null>();
  for (const host of [null, ours, alive, dead]) {
    const talk = await openTalk(database, { ownerId: "ada", kind: "chat" });
    const id = await talk.say("Ada", "The lamp burns green.");
    await database.em().nativeUpdate(TurnRow, { id }, { awaitsRound: true });
    await talk.conversations.endCircle(talk.key, new Date());
    await database.em().nativeUpdate(CircleRow, { id: talk.circleId }, { host });
    circles.set(talk.circleId, host);
  }
  const overdueOf = async (server: number) =>
    (await createUnreadTurns(database).listOverdue(server, { turns: 1, replies: 1 })).map(({ circleId }) =>
      circles.get(circleId),
    );
  expect(await overdueOf(ours)).toEqual([null, ours, dead]);
  expect(await overdueOf(alive)).toEqual([alive]);
});

test("M7 a turn awaits its hearing by those personas that it may move, with what was said up to it", async () => {
  const talk = await openTalk(database, { ownerId: "ada", kind: "chat", topic: "Trams?" });
  const first = await talk.say("Ada", "Trams were tried here.");
  const second = await talk.say("Ada", "We measured the noise of trams for a year.", { hearers: ["clio"] });
  await talk.say("Ada", "So much for that.");
  const unread = createUnreadTurns(database);
  const [unheard, ...others] = await unread.readUnheard(talk.circleId);
  expect(others).toEqual([]);
  expect(unheard).toMatchObject({ turnId: second, personaIds: ["clio"], view: { topic: "Trams?", isPrivate: false } });
  expect(unheard!.view.utterances.map(({ id }) => id)).toEqual([first, second]);
  const isOverdue = async () =>
    (await unread.listOverdue(ours, { turns: 9, replies: 9 })).some(
      ({ circleId, due }) => circleId === talk.circleId && due === "hearing",
    );
  expect(await isOverdue()).toBe(true);
  await unread.noteHeard(second);
  expect(await isOverdue()).toBe(false);
});
