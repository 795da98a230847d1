/** For tests: batches over a real database and a provider's local server, in this process or a separate one. */
import { message } from "../../schema/messages/message.ts";
import { createAnthropicBatch } from "../../engine/model/batch/anthropic-batch.adapter.ts";
import type { BatchProvider } from "../../engine/model/batch/batch-provider.ts";
import { createGeminiBatch } from "../../engine/model/batch/gemini-batch.adapter.ts";
import { createGroqBatch } from "../../engine/model/batch/groq-batch.adapter.ts";
import { createOpenAiBatch } from "../../engine/model/batch/openai-batch.adapter.ts";
import type { PriceTable } from "../../engine/model/price/price-table.ts";
import { newId } from "../../server/database/new-id.adapter.ts";
import type { Database } from "../../server/database/open-database.store.ts";
import { createBatchItemsStore } from "../../server/batch/batch-items.store.ts";
import { startBatchRunner, type BatchRunner } from "../../server/batch/batch-runner.job.ts";
import { createBatchStore, type BatchStore } from "../../server/batch/batch.store.ts";
import { createBatches, type Batches, type BatchesPorts, type BatchOrder } from "../../server/batch/batches.ts";

export type ProviderName = "openai" | "groq" | "anthropic" | "gemini";

const KEY = "sk-secret-key";
const TIMES = { pollMs: 10, listingLagMs: 10, retryMs: 5, longestWaitMs: 20 };
const RUNNER_TIMES = { beatMs: 20, leaseMs: 1_000, stepMs: 60_000 };

/** A dollar per million input tokens, two for output, a tenth from the cache; half of that in a batch. */
export const TEST_PRICES: PriceTable = {
  file: "models.yaml",
  models: ["openai", "groq", "anthropic", "gemini"].map((provider) => ({
    provider,
    model: "test-model",
    prices: [
      {
        from: "2026-01-01",
        source: "a test",
        batch: 0.5,
        bands: [{ input: 1, output: 2, cached: 0.1, cacheWrite5m: 1.25, cacheWrite1h: 2 }],
      },
    ],
  })),
};

export function openTestProvider(name: ProviderName, url: string, fetch: typeof globalThis.fetch): BatchProvider {
  const open = {
    openai: createOpenAiBatch,
    groq: createGroqBatch,
    anthropic: createAnthropicBatch,
    gemini: createGeminiBatch,
  };
  const baseUrl = name === "openai" ? `${url}/v1` : name === "groq" ? `${url}/openai/v1` : url;
  return open[name]("test-model", { baseUrl, apiKey: KEY, fetch });
}

export type BatchHouse = {
  batches: Batches;
  /** Stores an order by itself; resolves with its id. */
  order(order: BatchOrder): Promise<string>;
  store: BatchStore;
  runner: BatchRunner;
  reported: unknown[];
};

export function createBatchHouse(
  database: Database,
  /** Null when none is configured. */
  provider: BatchProvider | null,
  change: Partial<BatchesPorts & { listingLagMs: number }> = {},
): BatchHouse {
  const claimant = newId();
  const reported: unknown[] = [];
  const shared = {
    batches: createBatchStore(database, claimant),
    items: createBatchItemsStore(database, claimant),
    prices: TEST_PRICES,
    now: () => new Date(),
    newId,
    openProvider: () => provider,
    ...change,
  };
  const times = { ...TIMES, listingLagMs: change.listingLagMs ?? TIMES.listingLagMs };
  const runner = startBatchRunner({ ...shared, times, report: (error) => reported.push(error) }, RUNNER_TIMES);
  const batches = createBatches({
    tierOf: () => "no-training",
    tierOfWorkspace: async () => "any",
    readyMoney: async () => undefined,
    yieldToEventLoop: () => new Promise((resolve) => setImmediate(resolve)),
    wake: runner.wake,
    ...shared,
  });
  const order = async (ordered: BatchOrder) => {
    const { id, storeIn } = await batches.prepare(ordered);
    await database.em().transactional(storeIn);
    return id;
  };
  return { batches, order, store: shared.batches, runner, reported };
}

export const testItem = (index: number, content = `Question ${index}`) => ({
  key: `q${index}`,
  request: { messages: [{ role: "user" as const, content }], maxTokens: 50 },
  context: { task: "speak" as const, workspaceId: "default", personaId: `p${index}`, runId: "run-1" },
});

export const testOrder = (provider: string, count: number) => ({
  workspaceId: "default",
  ownerId: null,
  route: { provider, model: "test-model" },
  why: message("why-can-wait"),
  items: Array.from({ length: count }, (_, index) => testItem(index)),
});
