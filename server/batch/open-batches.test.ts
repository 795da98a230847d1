import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, test, vi } from "vitest";
import { ANTHROPIC_BATCHES } from "../../test/model-servers/anthropic-batches.ts";
import { startBatchServer } from "../../test/model-servers/batch-server.adapter.ts";
import { OPENAI_FORMAT } from "../../test/model-servers/openai-format.ts";
import { startWireServer } from "../../test/model-servers/wire-server.adapter.ts";
import type { CallRecord } from "../../engine/model/wrappers/with-ledger.ts";
import { LedgerRow } from "../../schema/tables/ledger.table.ts";
import { freshDatabase } from "../../test/fresh-database.ts";
import { openDatabase, type Database } from "../database/open-database.store.ts";
import { createVoices } from "../models/create-voices.adapter.ts";
import type { RunningVoices } from "../models/voice-dependencies.ts";
import type { VoiceConfiguration } from "../models/providers/provider-settings.ts";
import { createBatchHouse, testOrder } from "../../test/batch/test-batch-house.ts";

const NOBODY = "http://127.0.0.1:9";
const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close();
});

async function start(
  configuration: Partial<VoiceConfiguration>,
): Promise<{ voices: RunningVoices; database: Database; records: CallRecord[] }> {
  const fresh = await freshDatabase();
  const database = await openDatabase(fresh.url);
  const records: CallRecord[] = [];
  const voices = createVoices(
    { DATA_DIR: mkdtempSync(join(tmpdir(), "dramatis batches ")), VOICE: "auto", ...configuration },
    {
      recordCall: (record) => records.push(record),
      log: () => {},
      rehearsalWordMs: 0,
      hubUrl: NOBODY,
      python: "no-such-python",
      places: [],
    },
  );
  closing.push(fresh.drop, database.close, voices.close);
  return { voices, database, records };
}

async function run({ voices, database }: Awaited<ReturnType<typeof start>>, provider: string, model: string) {
  const { openBatch: openProvider, tierOf, prices } = voices;
  const house = createBatchHouse(database, openProvider(provider, model)!, { openProvider, tierOf, prices });
  closing.push(house.runner.close);
  const orderId = await house.order({ ...testOrder(provider, 3), route: { provider, model } });
  await vi.waitFor(async () => expect(await house.batches.countWaiting(orderId)).toBe(0), { timeout: 20_000 });
  return house.batches.listResults(orderId, -1, 10);
}

test("L5 a configured provider's batches are used, at the price of models.yaml for them", async () => {
  const server = await startBatchServer(ANTHROPIC_BATCHES);
  closing.push(server.close);
  const running = await start({ ANTHROPIC_API_KEY: "sk-test", ANTHROPIC_BASE_URL: server.url });
  const results = await run(running, "anthropic", "claude-haiku-5-5");
  // Half of 26 × $0.10, 64 × $0.01, 4 × $0.125, 6 × $0.20 and 7 × $0.50 a million.
  expect(results.map(({ text, costNano }) => [text, costNano])).toEqual(
    [0, 1, 2].map((index) => [`Re: Question ${index}`, 1_300 + 320 + 250 + 600 + 1_750]),
  );
  expect(await running.database.em().count(LedgerRow, {})).toBe(3);
  expect(running.records).toEqual([]);
});

test("L5 a local server is asked live, by calls that are recorded as all others are", async () => {
  const server = await startWireServer(OPENAI_FORMAT);
  server.models = ["llama"];
  closing.push(server.close);
  const running = await start({ VLLM_URL: server.url });
  const results = await run(running, "vllm", "llama");
  expect(results.map(({ text }) => text)).toEqual(Array(3).fill("Good evening, café 🎭."));
  expect(running.records.map(({ context, cost }) => [context.runId, cost.totalNano])).toEqual(
    Array(3).fill(["run-1", 0]),
  );
});

test("L5 with no model at all it is rehearsed; an unconfigured provider is refused", async () => {
  const running = await start({ VOICE: "rehearsal" });
  const results = await run(running, "rehearsal", "script");
  expect(results.every(({ status, text }) => status === "answered" && text!.length > 0)).toBe(true);
  expect(running.voices.openBatch("openai", "gpt-6.1-terra")).toBeNull();
});
