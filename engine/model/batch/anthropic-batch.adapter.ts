/**
 * Anthropic's Message Batches. They carry no mark: a lost one is recognised by its creation time, its number of requests,
 * and, once it has ended, the custom ids in its results. Until then, waits for one that may be ours.
 */
import type Anthropic from "@anthropic-ai/sdk";
import { openAnthropicClient, toAnthropicBody, type AnthropicEndpoint } from "../providers/anthropic.adapter.ts";
import { withoutParameters, type OptionalParameter } from "../providers/negotiate-parameters.ts";
import { callProvider, streamFromProvider } from "./batch-call.adapter.ts";
import type { BatchFinding, BatchIntent, BatchItem, BatchProvider, BatchResult } from "./batch-provider.ts";
import { readAnthropicLine } from "./read-anthropic-line.ts";
import { readLines } from "./read-lines.ts";

/** platform.claude.com/docs/en/build-with-claude/batch-processing, read 2026-11-21. */
const LIMITS = { requests: 100_000, bytes: 256_000_000 };
const PAGE = 100;
/** Margin for different clocks. */
const CLOCK_MARGIN_MS = 10 * 60_000;

/** @param minimumTokens minimum length of a prefix that this model caches; 0 if unknown */
export function createAnthropicBatch(model: string, endpoint: AnthropicEndpoint, minimumTokens = 0): BatchProvider {
  const client = openAnthropicClient(endpoint);
  const { batches } = client.messages;
  const refused = new Set<OptionalParameter>();

  function toRequest({ customId, request }: BatchItem): Anthropic.Messages.BatchCreateParams.Request {
    const { stream: _, ...params } = toAnthropicBody(model, request, minimumTokens);
    return { custom_id: customId, params: withoutParameters(params, refused) };
  }

  // The SDK's own reader of results stops at a line that is not JSON.
  async function* readResults(id: string, signal: AbortSignal): AsyncGenerator<BatchResult | null> {
    const path = `/v1/messages/batches/${encodeURIComponent(id)}/results`;
    const { body } = await client.get(path, { signal, headers: { Accept: "application/binary" } }).asResponse();
    for await (const line of readLines(body!)) yield readAnthropicLine(line, refused);
  }

  async function isOurs(id: string, { customIds }: BatchIntent, signal: AbortSignal): Promise<boolean> {
    for await (const result of readResults(id, signal)) if (result) return customIds.has(result.customId);
    return false;
  }

  async function find(intent: BatchIntent, signal: AbortSignal): Promise<BatchFinding> {
    const finding: BatchFinding = { ids: [], undecided: false };
    // Newest first, as its documentation says.
    for await (const batch of batches.list({ limit: PAGE }, { signal })) {
      if (Date.parse(batch.created_at) < intent.since - CLOCK_MARGIN_MS) break;
      const requests = Object.values(batch.request_counts).reduce((sum, count) => sum + count, 0);
      if (intent.otherIds.has(batch.id) || requests !== intent.customIds.size) continue;
      if (batch.processing_status !== "ended") finding.undecided = true;
      else if (await isOurs(batch.id, intent, signal)) finding.ids.push(batch.id);
    }
    return finding;
  }

  const call = <Value>(signal: AbortSignal, send: () => PromiseLike<Value>) => callProvider("Anthropic", signal, send);
  return {
    route: { provider: "anthropic", model, local: false },
    live: false,
    limits: LIMITS,
    measure: (item) => Buffer.byteLength(JSON.stringify(toRequest(item))) + 1,
    submit: (_mark, items, signal) =>
      call(signal, async () => (await batches.create({ requests: items.map(toRequest) }, { signal })).id),
    find: (intent, signal) => call(signal, () => find(intent, signal)),
    clearAway: async () => {},
    poll: (id, signal) =>
      call(signal, async () => {
        const { processing_status: status } = await batches.retrieve(id, {}, { signal });
        return status === "ended" ? { phase: "ended", leftOver: "lost", problem: null } : { phase: "running" };
      }),
    readResults: (id, _waiting, signal) => streamFromProvider("Anthropic", signal, () => readResults(id, signal)),
    cancel: (id, signal) => call(signal, async () => void (await batches.cancel(id, {}, { signal }))),
  };
}
