/** Records each attempt's latency, speed and outcome. */
import { ModelError, type EmbeddingEvent, type ModelCalls, type ModelEvent, type Usage } from "../language-model.ts";
import type { RecentCalls } from "../routing/recent-calls.ts";

/** Shorter answers measure the network rather than the model. */
const MIN_TOKENS = 8;

/** @param now ms of a monotonic clock */
export function withRecentCalls<Request, Event extends ModelEvent | EmbeddingEvent>(
  model: ModelCalls<Request, Event>,
  recent: RecentCalls,
  now: () => number,
): ModelCalls<Request, Event> {
  return {
    route: model.route,
    async *stream(request, scope): AsyncGenerator<Event> {
      const began = now();
      let first: number | null = null;
      let usage: Usage | null = null;
      const note = (error: ModelError | null) => {
        const spokeMs = first === null ? 0 : now() - first;
        const output = usage?.output ?? 0;
        recent.note({
          model: model.route.model,
          error,
          firstTokenMs: first === null ? null : first - began,
          tokensPerSecond: output >= MIN_TOKENS && spokeMs > 0 ? (output * 1000) / spokeMs : null,
          usage,
        });
      };
      try {
        for await (const event of model.stream(request, scope)) {
          if (event.type === "finish") usage = event.usage;
          else first ??= now();
          yield event;
        }
        note(null);
      } catch (error) {
        if (error instanceof ModelError) note(error);
        throw error;
      }
    },
  };
}
