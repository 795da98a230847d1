import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { User } from "../../schema/tables/account.table.ts";
import { freshDatabase, type FreshDatabase } from "../../test/fresh-database.ts";
import { testScope } from "../../test/model-servers/collect.ts";
import { noteTurns, openTalk, voiceOf } from "../../test/outcome/converse.ts";
import { principalOf } from "../../engine/scope/scope.ts";
import { resumeOverdue } from "../conversation/resume-overdue.process.ts";
import { createUnreadTurns } from "../conversation/unread-turns.store.ts";
import { newId } from "../database/new-id.adapter.ts";
import { openDatabase, type Database } from "../database/open-database.store.ts";
import { createOutcomeKeeping } from "./keep-outcomes.ts";
import { readOutcomes } from "./outcome-reading.store.ts";
import { createOutcomeStore } from "./outcome.store.ts";

const PROGRAM = join(import.meta.dirname, "../../test/outcome/killed-keeper.program.ts");
const ada = { id: "ada", workspaceId: "default", name: "Ada", kind: "guest", role: "guest", colour: "#aa3333" };
let fresh: FreshDatabase;
let database: Database;
beforeAll(async () => {
  fresh = await freshDatabase();
  database = await openDatabase(fresh.url);
  await database.em().insert(User, { ...ada, email: null, passwordHash: null });
});
afterAll(async () => {
  await database.close();
  await fresh.drop();
});

const report = (error: unknown) => {
  throw error;
};
const read = async (circleId: string) => {
  const { items, turnsWaiting } = (await readOutcomes(database, report, principalOf("default", "ada"), circleId))!
    .outcomes[0]!;
  return { points: items.map(({ content }) => content.text), turnsWaiting };
};

/** What a server does after its start. */
async function resume(): Promise<number> {
  const voices = voiceOf(noteTurns);
  const keeping = createOutcomeKeeping({ store: createOutcomeStore(database, report), voices, newId, report });
  await resumeOverdue({
    unread: createUnreadTurns(database),
    minds: { reflect: async () => undefined },
    readTraits: async () => undefined,
    hear: async () => undefined,
    outcomes: keeping,
    canJudge: () => true,
    host: () => 0,
    scopeOf: ({ circleId }) => testScope({ circleId }),
    report,
  });
  return voices.requests.length;
}

test.for([
  ["in the call", 1],
  ["before the commit", 1],
  ["after the commit", 0],
] as const)(
  "C2 killed %s, an update of an outcome is neither lost nor made twice: the next process makes up for it with %i call",
  { timeout: 60_000 },
  async ([step, calls]) => {
    const talk = await openTalk(database, { ownerId: "ada", kind: "chat", placeId: step.replaceAll(" ", "-") });
    const said = ["The lamp burns green.", "Owls nest in the clock.", "Nobody winds the clock."];
    for (const text of said) await talk.say("Ada", text);
    const child = spawn(process.execPath, [PROGRAM, fresh.url, talk.circleId, step], {
      stdio: ["ignore", "inherit", "inherit"],
    });
    await once(child, "exit");
    expect(child.signalCode).toBe("SIGKILL");
    const isDone = step === "after the commit";
    expect(await read(talk.circleId)).toEqual({ points: isDone ? said : [], turnsWaiting: isDone ? 0 : 3 });

    await talk.conversations.endCircle(talk.key, new Date());
    expect(await resume()).toBe(calls);
    expect(await read(talk.circleId)).toEqual({ points: said, turnsWaiting: 0 });
    expect(await resume()).toBe(0);
    expect(await read(talk.circleId)).toEqual({ points: said, turnsWaiting: 0 });
  },
);
