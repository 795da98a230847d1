import { spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, expect, it } from "vitest";
import { witnessTurn } from "../../engine/memory/witness-turn.ts";
import { REPLIES_A_READING } from "../persona/trait-reading.ts";
import { TURNS_A_ROUND } from "../../engine/memory/reflection/reflect-on-talk.ts";
import { TurnRow } from "../../schema/tables/circle.table.ts";
import { MemoryRow, PersonaRow, TraitChangeRow, TraitRow } from "../../schema/tables/persona.table.ts";
import { freshDatabase, type FreshDatabase } from "../../test/fresh-database.ts";
import { createCompany, type Company } from "../../test/memory/create-company.ts";
import { KILL_POINTS, type KillPoint } from "../../test/memory/kill-points.ts";
import { openDatabase, type Database } from "../database/open-database.store.ts";
import { newId } from "../database/new-id.adapter.ts";
import { toUtterance } from "../turn/to-utterance.ts";
import { createConversationStore, type WholeTurn } from "./conversation.store.ts";

let fresh: FreshDatabase;
let database: Database;
let company: Company;
const circleId = randomUUID();
const PROGRAM = join(import.meta.dirname, "../../test/memory/test-rounds.program.ts");

beforeAll(async () => {
  fresh = await freshDatabase();
  database = await openDatabase(fresh.url);
  company = await createCompany(database);
  const { personaId, userId: ownerId } = company;
  await database.em().nativeUpdate(PersonaRow, { id: personaId }, { ownerId });
  const trait = { key: "curious", name: "Curious", description: "asks why", intensity: 0.3 };
  await database.em().insert(TraitRow, { id: newId(), workspaceId: "default", ownerId, personaId, ...trait });
});
afterAll(async () => {
  await database.close();
  await fresh.drop();
});

/** Sam talks until a round is due, and the persona replies until its traits are to be read. */
async function talk(): Promise<void> {
  const { personaId, userId } = company;
  const store = createConversationStore(database);
  const settings = { workspaceId: "default", ownerId: userId, placeId: "plaza", topic: "", title: "", kind: "chat" };
  const place = { mode: "auto", speed: 5, isPrivate: true, language: "en", x: 0, z: 0, chatSessionId: null };
  await store.openCircle({ id: circleId, ...settings, ...place });
  const sam = { id: userId, name: "Sam", kind: "person" as const };
  const ada = { id: personaId, name: "Ada", kind: "persona" as const };
  const say = async (speaker: typeof sam | typeof ada, said: string) => {
    const turn: WholeTurn = {
      id: newId(),
      workspaceId: "default",
      ownerId: userId,
      circleId,
      speakerId: speaker.id,
      speakerName: speaker.name,
      speakerKind: speaker.kind,
      text: said,
      status: "finished",
      replyTo: null,
      witnesses: [userId],
      decision: null,
      startedAt: new Date(),
      endedAt: new Date(),
      inputTokens: 0,
      outputTokens: 0,
      costNano: 0,
      voice: "",
      problem: null,
    };
    const memories = witnessTurn({ circleId, participants: [sam, ada] }, toUtterance(turn), [personaId], newId);
    return store.commitTurn(turn, { memories, reading: speaker.kind === "persona" ? "learn" : null });
  };
  for (let turn = 1; turn <= TURNS_A_ROUND; turn += 1)
    await say(sam, turn === 1 ? "I am nothing without my tea, truly" : `Thing number ${turn} went well today`);
  for (let reply = 1; reply < REPLIES_A_READING; reply += 1) await say(ada, `And whatever for, number ${reply}?`);
  expect(await say(ada, "Well, that is what I meant.")).toMatchObject({
    round: TURNS_A_ROUND + REPLIES_A_READING,
    reading: REPLIES_A_READING,
  });
}

/** What the process asked a model before it died at this point, or was done. */
async function workUntil(killPoint: KillPoint | null): Promise<string[]> {
  const args = killPoint === null ? [fresh.url] : [fresh.url, killPoint];
  const child = spawn(process.execPath, [PROGRAM, ...args], { stdio: ["ignore", "pipe", "inherit"] });
  const [asked] = await Promise.all([text(child.stdout), once(child, "exit")]);
  expect(child.signalCode).toBe(killPoint === null ? null : "SIGKILL");
  return asked.split("\n").filter(Boolean);
}

it(
  "M3 M4 O5 of judging, reflecting and learning nothing is lost, and nothing done twice, by kills at each step",
  { timeout: 120_000 },
  async () => {
    await talk();
    const asked: Record<string, string[]> = {};
    for (const point of KILL_POINTS) asked[point] = await workUntil(point);
    expect(asked).toEqual({
      judging: ["turns_judged"],
      judged: ["turns_judged"],
      "judgment-stored": ["turns_judged"],
      concluded: ["conclusions"],
      "conclusions-stored": ["conclusions"],
      reading: ["traits_shown"],
      noted: ["traits_shown"],
      learned: ["traits_shown"],
    });
    expect(await workUntil(null)).toEqual([]);

    const memories = await database.em().find(MemoryRow, { circleId }, { orderBy: { id: "asc" } });
    const ofKind = (kind: string) => memories.filter((memory) => memory.kind === kind);
    expect(ofKind("witnessed").map(({ importance }) => importance)).toEqual(
      Array(TURNS_A_ROUND + REPLIES_A_READING).fill(0.9),
    );
    expect(ofKind("preference").map(({ text: stated }) => stated)).toEqual(["Sam said: nothing without my tea"]);
    expect(ofKind("reflection").map(({ text: concluded }) => concluded)).toEqual(["Sam needs tea."]);
    const turns = await database.em().find(TurnRow, { circleId }, { orderBy: { position: "asc" } });
    expect(turns.filter(({ awaitsRound, awaitsReading }) => awaitsRound || awaitsReading !== null)).toEqual([]);
    const shown = turns.slice(-REPLIES_A_READING).map(({ traitsShown }) => (traitsShown as object[]).length);
    expect(shown).toEqual([0, 1, 0, 0]);
    expect(await database.em().count(TraitChangeRow, { personaId: company.personaId })).toBe(1);
  },
);
