import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, expect, test, vi } from "vitest";
import { ANTHROPIC_BATCHES } from "../../test/model-servers/anthropic-batches.ts";
import {
  startBatchServer,
  type BatchFormat,
  type BatchServer,
  type BatchStep,
} from "../../test/model-servers/batch-server.adapter.ts";
import { GEMINI_BATCHES } from "../../test/model-servers/gemini-batches.ts";
import { OPENAI_BATCHES } from "../../test/model-servers/openai-batches.ts";
import { BatchItemRow, BatchRow } from "../../schema/tables/batch.table.ts";
import { LedgerRow } from "../../schema/tables/ledger.table.ts";
import { freshDatabase, type FreshDatabase } from "../../test/fresh-database.ts";
import { createBudgetStore } from "../budget/budgets.store.ts";
import { openDatabase, type Database } from "../database/open-database.store.ts";
import type { ProviderName } from "../../test/batch/test-batch-house.ts";

/** More than two chunks, so that one is stored when half of the results has arrived. */
const ITEMS = 250;
const STORED_BY_HALF = 100;
let fresh: FreshDatabase;
let database: Database;
let server: BatchServer;
let child: ChildProcess | null = null;

beforeAll(async () => {
  fresh = await freshDatabase();
  database = await openDatabase(fresh.url);
});
afterAll(async () => {
  await database.close();
  await fresh.drop();
});
afterEach(async () => {
  child?.kill("SIGKILL");
  await server.close();
  for (const table of ["model_batch_items", "model_batches", "ledger", "budget_leases", "budget_accounts", "budgets"])
    await database.em().getConnection().execute(`delete from ${table}`);
});

/** Runs a process over the stored batches until it ends; resolves with the signal or the code that ended it. */
async function work(name: ProviderName, task: "order" | "go-on"): Promise<NodeJS.Signals | number | null> {
  child = spawn(
    process.execPath,
    [
      join(import.meta.dirname, "../../test/batch/test-batches.program.ts"),
      fresh.url,
      server.url,
      name,
      String(ITEMS),
      task,
    ],
    { stdio: ["ignore", "inherit", "inherit"] },
  );
  const [code, signal] = (await once(child, "exit")) as [number | null, NodeJS.Signals | null];
  return signal ?? code;
}

/** Like `work`, but killed at its first step of this kind, which the server never answers. */
async function workUntilKilled(name: ProviderName, fatal: BatchStep): Promise<void> {
  server.at = async (step) => {
    if (step === "list") endBatches();
    if (step !== fatal) return;
    if (step === "results-half")
      await vi.waitFor(
        async () =>
          expect(await database.em().count(BatchItemRow, { status: "answered" })).toBeGreaterThanOrEqual(
            STORED_BY_HALF,
          ),
        { timeout: 20_000, interval: 20 },
      );
    child!.kill("SIGKILL");
    await new Promise(() => undefined);
  };
  expect(await work(name, "go-on")).toBe("SIGKILL");
}

/** Lets the provider finish its batches, whether or not anybody polls. */
const endBatches = () => server.batches.forEach(({ id }) => server.pollBatch(id));

const FOLLOWING: BatchStep[] = ["poll", "results", "results-half"];
const subjects: { name: ProviderName; format: BatchFormat; steps: BatchStep[] }[] = [
  { name: "openai", format: OPENAI_BATCHES, steps: ["upload", "upload-done", "create", "create-done", ...FOLLOWING] },
  { name: "groq", format: OPENAI_BATCHES, steps: ["create", "create-done", "results-half"] },
  { name: "anthropic", format: ANTHROPIC_BATCHES, steps: ["create", "create-done", ...FOLLOWING] },
  { name: "gemini", format: GEMINI_BATCHES, steps: ["upload-done", "create-done", "results-half"] },
];

test.each(subjects)(
  "L5 O5 $name: killed again and again, every item has one result, one batch is paid, and the ledger is right",
  { timeout: 180_000 },
  async ({ name, format, steps }) => {
    server = await startBatchServer(format);
    // A new batch is missing from the first listing after it.
    server.listingLag = 1;
    await createBudgetStore(database).createFirst("default", [
      { id: "budget-1", scope: "run", subjectId: "run-1", period: "total", limitNano: 1e9 },
    ]);
    expect(await work(name, "order")).toBe("SIGKILL");
    expect(await database.em().count(BatchItemRow, { status: "waiting" })).toBe(ITEMS);
    for (const step of steps) await workUntilKilled(name, step);
    server.at = (step) => (step === "list" ? endBatches() : undefined);
    expect(await work(name, "go-on")).toBe(0);

    expect(server.batches.map(({ requests, status }) => [requests.length, status])).toEqual([[ITEMS, "completed"]]);
    if (name !== "anthropic") expect(server.files.size).toBe(1);
    const items = await database.em().find(BatchItemRow, {}, { orderBy: { position: "asc" } });
    expect(items.map(({ key, status, text }) => [key, status, text])).toEqual(
      Array.from({ length: ITEMS }, (_, index) => [`q${index}`, "answered", `Re: Question ${index}`]),
    );
    const rows = await database.em().find(LedgerRow, {});
    expect(new Set(rows.map(({ personaId }) => personaId)).size).toBe(ITEMS);
    expect(rows.every(({ outcome, exact }) => outcome === "finished" && exact)).toBe(true);
    expect(rows).toHaveLength(ITEMS);
    const [batch] = await database.em().find(BatchRow, {});
    expect(batch).toMatchObject({ status: "completed", answered: ITEMS, retried: 0, problem: null });
    expect(batch!.costNano).toBe(rows.reduce((sum, { costNano }) => sum + costNano, 0));
    expect(batch!.costNano).toBe(items.reduce((sum, { costNano }) => sum + costNano, 0));
    const standings = await database
      .em()
      .getConnection()
      .execute("select spent_nano::int, held_nano::int from budget_standings");
    expect(standings).toEqual([{ spent_nano: batch!.costNano, held_nano: 0 }]);
  },
);
