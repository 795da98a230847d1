/** Counts model calls and costs from ledger records, so that the two can never differ. */
import type { Meter } from "@opentelemetry/api";
import type { CallRecord } from "../../engine/model/wrappers/with-ledger.ts";
import { providerName } from "./provider-name.ts";
import { TOKEN_BUCKETS } from "./buckets.ts";
import { allInput } from "./span-attributes.ts";

const COUNTED_TOKENS = ["input", "output", "reasoning", "cached", "cacheWrite5m", "cacheWrite1h"] as const;

export function countCalls(meter: Meter): (record: CallRecord) => void {
  const calls = meter.createCounter("dramatis.model.calls", {
    description: "Requests to models, by how they ended: finished, aborted or failed",
  });
  const tokens = meter.createCounter("dramatis.model.tokens", {
    description:
      "Tokens by kind; input is what was neither read from nor written to a cache, reasoning is part of output",
  });
  const cost = meter.createCounter("dramatis.model.cost.nanodollars", { description: "What model calls cost" });
  const usage = meter.createHistogram("gen_ai.client.token.usage", {
    description: "Number of input and output tokens used",
    unit: "{token}",
    advice: { explicitBucketBoundaries: TOKEN_BUCKETS },
  });
  const known = meter.createCounter("dramatis.response.cache.hits", { description: "Calls answered without a model" });
  return (record) => {
    const { provider, model } = record.route;
    if (record.why.code === "why-from-cache") return known.add(1, { provider, model, task: record.context.task });
    calls.add(1, { provider, model, task: record.context.task, outcome: record.outcome });
    cost.add(record.cost.totalNano, { provider, model });
    for (const kind of COUNTED_TOKENS)
      if (record.usage[kind] > 0) tokens.add(record.usage[kind], { provider, model, kind });
    const shared = {
      "gen_ai.operation.name":
        record.context.task === "embed" ? "embeddings" : record.isCompletion ? "text_completion" : "chat",
      "gen_ai.provider.name": providerName(provider),
      "gen_ai.request.model": model,
    };
    usage.record(allInput(record.usage), { ...shared, "gen_ai.token.type": "input" });
    usage.record(record.usage.output, { ...shared, "gen_ai.token.type": "output" });
  };
}
