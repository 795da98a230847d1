/**
 * Spans and durations of model calls by the GenAI conventions. Each attempt is a separate `chat {model}` span,
 * since each may go to another provider and has its own ledger row; its parent span, named
 * after the task, covers queueing, retries and fallbacks. Neither contains what was said.
 */
import { inEnglish } from "../../schema/messages/message.ts";
import { ROOT_CONTEXT, SpanKind, SpanStatusCode, trace, type Meter, type Span, type Tracer } from "@opentelemetry/api";
import { routeName, type CallWatch } from "../../engine/model/language-model.ts";
import type { WatchCalls, WatchStart } from "../../engine/model/wrappers/watch-call.ts";
import { CALL_SECONDS_BUCKETS } from "./buckets.ts";
import { providerName } from "./provider-name.ts";
import { describeCall, describeUsage, operationOf } from "./span-attributes.ts";

/** The span of a watched call, as the parent of its attempts. */
const SPANS = new WeakMap<CallWatch, Span>();

/**
 * @param tracer null where no spans are wanted
 * @param clock seconds, monotonic
 */
export function watchCalls(meter: Meter, tracer: Tracer | null, clock: () => number): WatchCalls {
  const seconds = (name: string, description: string) =>
    meter.createHistogram(name, {
      description,
      unit: "s",
      advice: { explicitBucketBoundaries: CALL_SECONDS_BUCKETS },
    });
  const whole = seconds(
    "dramatis.call.duration",
    "What was asked of a model until its end: queue, retries and fallbacks",
  );
  const duration = seconds("gen_ai.client.operation.duration", "GenAI operation duration");
  const firstChunk = seconds("gen_ai.client.operation.time_to_first_chunk", "Time to receive the first chunk");
  // Measuring every chunk is not worth its cost where nobody collects spans.
  const laterChunk = tracer && seconds("gen_ai.client.operation.time_per_output_chunk", "Time between later chunks");

  const spanOf = (start: WatchStart): Span | null => {
    if (!tracer) return null;
    const attributes = describeCall(start);
    if (start.level === "call") return tracer.startSpan(start.scope.task, { attributes }, ROOT_CONTEXT);
    const parent = start.call && SPANS.get(start.call);
    return tracer.startSpan(
      `${operationOf(start.request)} ${start.route.model}`,
      { kind: SpanKind.CLIENT, attributes },
      parent ? trace.setSpan(ROOT_CONTEXT, parent) : ROOT_CONTEXT,
    );
  };

  return (start) => {
    const startedAt = clock();
    const isTry = start.level === "try";
    const labels =
      start.level === "try"
        ? {
            "gen_ai.operation.name": operationOf(start.request),
            "gen_ai.provider.name": providerName(start.route.provider),
            "gen_ai.request.model": start.route.model,
          }
        : { task: start.scope.task };
    const span = spanOf(start);
    let chunkAt: number | null = null;
    const watch: CallWatch = {
      chunk() {
        if (chunkAt !== null && !(isTry && laterChunk)) return;
        const at = clock();
        if (chunkAt !== null) laterChunk?.record(at - chunkAt, labels);
        else {
          if (isTry) firstChunk.record(at - startedAt, labels);
          span?.setAttribute("gen_ai.response.time_to_first_chunk", at - startedAt);
        }
        chunkAt = at;
      },
      price({ why, cost, usage }) {
        span?.setAttributes({
          ...describeUsage(usage),
          "dramatis.cost.nano": cost.totalNano,
          "dramatis.route.why": inEnglish(why),
          "dramatis.usage.exact": usage.exact,
        });
      },
      end(error, route) {
        (isTry ? duration : whole).record(clock() - startedAt, error ? { ...labels, "error.type": error } : labels);
        if (error) span?.setAttribute("error.type", error).setStatus({ code: SpanStatusCode.ERROR });
        // The provider's exact version is unknown here: this is the requested model.
        else
          span?.setAttribute(
            isTry ? "gen_ai.response.model" : "dramatis.route",
            isTry ? route.model : routeName(route),
          );
        span?.end();
      },
    };
    if (span) SPANS.set(watch, span);
    return watch;
  };
}
