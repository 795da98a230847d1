import { spawn } from "node:child_process";
import { randomInt } from "node:crypto";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { afterAll, beforeAll, expect, it } from "vitest";
import { freeAllCircles } from "../../test/circle/free-all-circles.ts";
import type { ServerMessages } from "../../schema/messages/room-messages.ts";
import { User } from "../../schema/tables/account.table.ts";
import { PersonaDraft } from "../../schema/messages/persona.ts";
import { MembershipRow, TurnRow } from "../../schema/tables/circle.table.ts";
import { MemoryRow, PersonaRow } from "../../schema/tables/persona.table.ts";
import { freshDatabase, type FreshDatabase } from "../../test/fresh-database.ts";
import { createConversationStore } from "../conversation/conversation.store.ts";
import { openDatabase, type Database } from "../database/open-database.store.ts";
import { createCircleHouse } from "../../test/circle/test-circle-house.ts";

const KILLS = 10;
/** Bounds for the moment of the kill: the circles have talked for a while, but not long. */
const MESSAGES_BEFORE_KILL = { least: 20, most: 160 };
/** Shorter turns are heard, and not remembered. */
const REMEMBERED_WORDS = 4;
let fresh: FreshDatabase;
let database: Database;

beforeAll(async () => {
  fresh = await freshDatabase();
  database = await openDatabase(fresh.url);
  const persona = { workspaceId: "default", ownerId: null, castKey: null, placeId: "plaza", deletedAt: null };
  for (const id of ["bruno", "clio", "dora", "emil"])
    await database.em().insert(PersonaRow, { id, name: id, draft: PersonaDraft.parse({ name: id }), ...persona });
  for (const id of ["ada", "ben"])
    await database.em().insert(User, {
      id,
      workspaceId: "default",
      name: id,
      kind: "guest",
      role: "guest",
      email: null,
      passwordHash: null,
      colour: "#aa3333",
    });
});
afterAll(async () => {
  await database.close();
  await fresh.drop();
});

type Sent = { type: string; message: unknown };

/** Lets the circles talk, kills their process in mid-message and returns the turns they had announced. */
async function talkUntilKilled(): Promise<ServerMessages["turn-ended"][]> {
  const child = spawn(
    process.execPath,
    [join(import.meta.dirname, "../../test/circle/test-circles.program.ts"), fresh.url],
    {
      stdio: ["ignore", "pipe", "inherit"],
    },
  );
  const ended: ServerMessages["turn-ended"][] = [];
  let messagesLeft = randomInt(MESSAGES_BEFORE_KILL.least, MESSAGES_BEFORE_KILL.most);
  for await (const line of createInterface({ input: child.stdout })) {
    const { type, message } = JSON.parse(line) as Sent;
    if (type === "turn-ended") ended.push(message as ServerMessages["turn-ended"]);
    if (--messagesLeft === 0) child.kill("SIGKILL");
  }
  if (child.signalCode === null && child.exitCode === null) await once(child, "exit");
  expect(child.signalCode).toBe("SIGKILL");
  return ended;
}

it(
  "C7 M4 every announced turn outlives ten kills, once, with the text that was shown and what is remembered of it, and the circles come back",
  { timeout: 120_000 },
  async () => {
    const announced: ServerMessages["turn-ended"][] = [];
    for (let kill = 0; kill < KILLS; kill++) {
      announced.push(...(await talkUntilKilled()));
      const stored = new Map((await database.em().find(TurnRow, {})).map((turn) => [turn.id, turn]));
      for (const { turnId, text, status, costNano } of announced)
        expect(stored.get(turnId)).toMatchObject({ text, status, costNano });
    }
    expect(new Set(announced.map(({ turnId }) => turnId)).size).toBe(announced.length);
    expect(announced.length).toBeGreaterThan(KILLS);

    const memories = await database.em().find(MemoryRow, { kind: "witnessed" });
    const remembered = Map.groupBy(memories, ({ turnId }) => turnId);
    for (const { turnId, text } of announced) {
      const by = (remembered.get(turnId) ?? []).map(({ personaId }) => personaId);
      expect(by.length > 0, text).toBe(text.trim().split(/\s+/).length >= REMEMBERED_WORDS);
      expect(new Set(by).size).toBe(by.length);
    }

    const conversations = createConversationStore(database);
    await freeAllCircles(database);
    // No place has opened yet, and no turn is hidden or still "speaking".
    expect(await database.em().count(TurnRow, { status: "speaking" })).toBe(0);
    const house = createCircleHouse(conversations);
    for (const id of ["dora", "emil"]) house.stage.addAvatar("persona", id, id);
    await house.host.restore();
    expect([...house.stage.state.circles.values()].map(({ topic, members }) => [topic, [...members]])).toEqual([
      ["Ada", ["bruno", "clio"]],
      ["Ben", ["dora", "emil"]],
    ]);
    for (const circleId of house.stage.state.circles.keys()) {
      const turns = await database.em().find(TurnRow, { circleId }, { orderBy: { position: "asc" } });
      expect(turns.map(({ position }) => position)).toEqual(turns.map((_, index) => index + 1));
      expect(turns.filter(({ status }) => status === "speaking")).toEqual([]);
      for (const { status, problem, endedAt } of turns)
        if (problem?.startsWith("The server stopped"))
          expect([status, endedAt === null]).toEqual(["interrupted", false]);
      const present = await database.em().find(MembershipRow, { circleId, leftAt: null });
      expect(present.map(({ memberKind }) => memberKind)).toEqual(["persona", "persona"]);
    }
  },
);
