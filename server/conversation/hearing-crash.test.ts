import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createStances } from "../../engine/mind/stance/hold-stances.ts";
import { takeStance } from "../../engine/mind/stance/take-stance.ts";
import { principalOf } from "../../engine/scope/scope.ts";
import { liveIn } from "../../test/backup/lived-in-database.ts";
import { freshDatabase, type FreshDatabase } from "../../test/fresh-database.ts";
import { buildPersona } from "../../test/minds/test-circle.ts";
import { testScope } from "../../test/model-servers/collect.ts";
import { openTalk } from "../../test/outcome/converse.ts";
import { openDatabase, type Database } from "../database/open-database.store.ts";
import { createHearing } from "./hear-turns.ts";
import { resumeOverdue } from "./resume-overdue.process.ts";
import { createStanceStore } from "./stance.store.ts";
import { createUnreadTurns } from "./unread-turns.store.ts";

const PROGRAM = join(import.meta.dirname, "../../test/minds/killed-hearer.program.ts");
const TOPIC = "Should the market become a garden?";
const WORDS = "We tested a garden on the market for a summer, and it works well.";
const clio = { ...buildPersona({ name: "Clio", attitude: "Skeptical" }), id: "clio" };

let fresh: FreshDatabase;
let database: Database;
beforeAll(async () => {
  fresh = await freshDatabase();
  await liveIn(fresh.url);
  database = await openDatabase(fresh.url);
});
afterAll(async () => {
  await database.close();
  await fresh.drop();
});

/** What a server does after its start, with a voice that cannot judge. */
async function resume(): Promise<void> {
  const unread = createUnreadTurns(database);
  const minds = createStances(createStanceStore(database));
  await resumeOverdue({
    unread,
    minds: { reflect: () => Promise.reject(new Error("no voice")) },
    readTraits: () => Promise.reject(new Error("no voice")),
    hear: createHearing({ minds, unread }),
    outcomes: { makeUp: () => Promise.reject(new Error("no voice")) },
    canJudge: () => false,
    host: () => 0,
    scopeOf: ({ circleId }) => testScope({ circleId }),
    report(error) {
      throw error;
    },
  });
}

test.for([["after the turn"], ["before the move"], ["after the move"]])(
  "M7 O5 killed %s, a stance is moved by it once: the next process makes up for it without a model",
  { timeout: 60_000 },
  async ([step = ""]) => {
    const { circleId } = await openTalk(database, { ownerId: "ada", kind: "debate", topic: TOPIC });
    const formed = { ...takeStance(clio, TOPIC), personaId: "clio", witnesses: null };
    await createStanceStore(database).form(circleId, TOPIC, formed, testScope());
    const child = spawn(process.execPath, [PROGRAM, fresh.url, circleId, WORDS, step], {
      stdio: ["ignore", "inherit", "inherit"],
    });
    await once(child, "exit");
    expect(child.signalCode).toBe("SIGKILL");
    const unread = createUnreadTurns(database);
    expect(await unread.readUnheard(circleId)).toHaveLength(1);

    await resume();
    await resume();
    const [stance] = await createStanceStore(database).list(principalOf("default", "ada"), circleId);
    expect(stance!.moves.map(({ words }) => words)).toEqual([WORDS]);
    expect(stance!.strength).toBeCloseTo(0.3);
    expect(await unread.readUnheard(circleId)).toEqual([]);
  },
);
