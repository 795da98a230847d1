/** The only retry loop (SPEC L3): retries only while no part of the answer was received. */
import { setTimeout as sleep } from "node:timers/promises";
import type { CallPolicy } from "../../../schema/messages/call-policies.ts";
import { ModelError, type CallScope, type ModelCalls, type ModelErrorCode } from "../language-model.ts";

const RETRIED = new Set<ModelErrorCode>([
  "unreachable",
  "connect-timeout",
  "overloaded",
  "rate-limited",
  "broken-stream",
]);

export type Retries = CallPolicy["retries"];

/** When another route is ready, this one is not waited for. */
const HURRIED = { attempts: 1, longestWaitMs: 500 };

export const hurry = ({ attempts, firstDelayMs, longestWaitMs }: Retries): Retries => ({
  attempts: Math.min(attempts, HURRIED.attempts),
  firstDelayMs,
  longestWaitMs: Math.min(longestWaitMs, HURRIED.longestWaitMs),
});

/** @param retriesOf number of retries and waits by a call's policy */
export function withRetry<Request, Event>(
  model: ModelCalls<Request, Event>,
  retriesOf: (scope: CallScope) => Retries,
): ModelCalls<Request, Event> {
  return {
    route: model.route,
    async *stream(request, scope): AsyncGenerator<Event> {
      const { attempts, firstDelayMs, longestWaitMs } = retriesOf(scope);
      const isWorthRetrying = (error: unknown): error is ModelError =>
        error instanceof ModelError && RETRIED.has(error.code) && (error.retryAfterMs ?? 0) <= longestWaitMs;
      for (let attempt = 0; ; attempt += 1) {
        let hasBegun = false;
        try {
          for await (const event of model.stream(request, scope)) {
            hasBegun = true;
            yield event;
          }
          return;
        } catch (error) {
          if (hasBegun || attempt === attempts || scope.signal.aborted || !isWorthRetrying(error)) throw error;
          await pause(error.retryAfterMs ?? firstDelayMs * 2 ** attempt, scope.signal);
        }
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
