/** The one retry loop (SPEC L3): only while nothing of the answer has been seen. */
import { setTimeout as sleep } from "node:timers/promises";
import { ConstantBackoff, handleWhen, retry } from "cockatiel";
import { ModelError, type ModelCalls, type ModelErrorCode } from "../language-model.ts";

const RETRIED = new Set<ModelErrorCode>([
  "unreachable",
  "connect-timeout",
  "overloaded",
  "rate-limited",
  "broken-stream",
]);

export type RetryPlan = {
  /** Tries after the first. */
  retries: number;
  firstDelayMs: number;
  /** A provider that asks for a longer wait is not waited for: a person is listening. */
  longestWaitMs: number;
};

export const LIVE_RETRIES: RetryPlan = { retries: 2, firstDelayMs: 250, longestWaitMs: 5_000 };
/** Where another route stands ready, nobody is kept waiting for this one. */
export const QUICK_RETRIES: RetryPlan = { retries: 1, firstDelayMs: 250, longestWaitMs: 500 };

export function withRetry<Request, Event>(
  model: ModelCalls<Request, Event>,
  plan: RetryPlan = LIVE_RETRIES,
): ModelCalls<Request, Event> {
  const isWorthRetrying = (error: unknown) =>
    error instanceof ModelError && RETRIED.has(error.code) && (error.retryAfterMs ?? 0) <= plan.longestWaitMs;
  // The wait is ours, not the policy's: an abort must end it at once.
  const policy = retry(handleWhen(isWorthRetrying), { maxAttempts: plan.retries, backoff: new ConstantBackoff(0) });

  return {
    route: model.route,
    async *stream(request, scope): AsyncGenerator<Event> {
      let waitMs = 0;
      const { events, first } = await policy.execute(async ({ attempt }) => {
        if (attempt > 0) await pause(waitMs, scope.signal);
        const events = model.stream(request, scope)[Symbol.asyncIterator]();
        try {
          return { events, first: await events.next() };
        } catch (error) {
          const asked = error instanceof ModelError ? error.retryAfterMs : null;
          waitMs = asked ?? plan.firstDelayMs * 2 ** attempt;
          throw error;
        }
      }, scope.signal);
      try {
        for (let next = first; !next.done; next = await events.next()) yield next.value;
      } finally {
        await events.return?.();
      }
    },
  };
}

async function pause(waitMs: number, signal: AbortSignal): Promise<void> {
  try {
    await sleep(waitMs, undefined, { signal });
  } catch {
    throw new ModelError("aborted", "The call was stopped while it waited to be tried again.");
  }
}
