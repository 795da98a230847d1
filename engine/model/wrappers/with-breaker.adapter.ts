/**
 * Stops calling a provider that keeps failing (SPEC L3). A refused key and an account
 * without credit open at once. 429 is a busy provider, not a broken
 * one: it is never counted. One breaker is shared by all routes of a provider.
 */
import {
  BrokenCircuitError,
  circuitBreaker,
  CircuitState,
  ConsecutiveBreaker,
  handleWhen,
  wrap,
  type CircuitBreakerPolicy,
  type IBackoffFactory,
  type IPolicy,
} from "cockatiel";
import { message } from "../../../schema/messages/message.ts";
import { ModelError, type ModelCalls, type ModelErrorCode } from "../language-model.ts";
import { untilAborted } from "./until-aborted.ts";

const COUNTED = new Set<ModelErrorCode>([
  "unreachable",
  "connect-timeout",
  "first-token-timeout",
  "stalled",
  "broken-stream",
  "overloaded",
]);
/** Errors after which every further call would fail the same way. */
const REFUSING = new Set<ModelErrorCode>(["unauthorised", "out-of-credit"]);
const FAILURES_TO_OPEN = 5;
/** The first pause; every failed probe doubles it. */
const FAULT_PAUSE_MS = 15_000;
const KEY_PAUSE_MS = 5 * 60_000;
const LONGEST_PAUSE_MS = 60 * 60_000;

const hasCode = (codes: Set<ModelErrorCode>) => (error: unknown) =>
  error instanceof ModelError && codes.has(error.code);

export type Breaker = {
  provider: string;
  policy: IPolicy;
  /** Whether one call is probing whether the provider has recovered; others wait for it. */
  isProbing(): boolean;
  /** Why calls are refused, or null when they are not. */
  failure(): ModelError | null;
  /** Whether calls are refused, and a retry is not yet due. */
  isPaused(): boolean;
};

export function createBreaker(provider: string, pauses = { faultMs: FAULT_PAUSE_MS, keyMs: KEY_PAUSE_MS }): Breaker {
  let pausedUntil = 0;
  const doubling = (firstMs: number): IBackoffFactory<{ attempt: number }> => ({
    next({ attempt }) {
      const duration = Math.min(firstMs * 2 ** Math.max(0, attempt - 1), LONGEST_PAUSE_MS);
      pausedUntil = Date.now() + duration;
      return { duration, next: this.next };
    },
  });
  const faults = circuitBreaker(handleWhen(hasCode(COUNTED)), {
    breaker: new ConsecutiveBreaker(FAILURES_TO_OPEN),
    halfOpenAfter: doubling(pauses.faultMs),
  });
  const key = circuitBreaker(handleWhen(hasCode(REFUSING)), {
    breaker: new ConsecutiveBreaker(1),
    halfOpenAfter: doubling(pauses.keyMs),
  });
  const failureOf = ({ state, lastFailure }: CircuitBreakerPolicy) =>
    state === CircuitState.Open && lastFailure && "error" in lastFailure ? (lastFailure.error as ModelError) : null;
  const failure = () => failureOf(key) ?? failureOf(faults);
  return {
    provider,
    policy: wrap(key, faults),
    isProbing: () => key.state === CircuitState.HalfOpen || faults.state === CircuitState.HalfOpen,
    failure,
    isPaused: () => failure() !== null && Date.now() < pausedUntil,
  };
}

export function withBreaker<Request, Event>(
  model: ModelCalls<Request, Event>,
  breaker: Breaker,
): ModelCalls<Request, Event> {
  return {
    route: model.route,
    async *stream(request, scope): AsyncGenerator<Event> {
      // The policy's call lasts as long as the stream, so that a failure in mid-stream counts, too.
      const outcome = Promise.withResolvers<void>();
      const admitted = Promise.withResolvers<void>();
      let isAdmitted = false;
      const guarded = breaker.policy.execute(() => {
        isAdmitted = true;
        admitted.resolve();
        return outcome.promise;
      });
      guarded.catch(admitted.reject);
      try {
        // At once unless another call is probing: listening to a signal that many calls share costs more.
        if (!isAdmitted || scope.signal.aborted) await untilAborted(admitted.promise, scope.signal);
      } catch (error) {
        outcome.resolve();
        throw error instanceof BrokenCircuitError ? refusal(breaker) : error;
      }
      try {
        for await (const event of model.stream(request, scope)) {
          if (breaker.isProbing()) outcome.resolve();
          yield event;
        }
      } catch (error) {
        outcome.reject(error);
        throw error;
      } finally {
        outcome.resolve();
        // The caller's next call must see a breaker that has counted this one.
        await guarded.catch(() => undefined);
      }
    },
  };
}

function refusal({ provider, failure }: Breaker): ModelError {
  const last = failure();
  const reason = last
    ? message("provider-paused", { problem: last.reason })
    : message("provider-paused-for-now", { provider });
  // The wait keeps the retry loop from calling while the breaker is open.
  return new ModelError(last && REFUSING.has(last.code) ? last.code : "overloaded", reason, {
    retryAfterMs: FAULT_PAUSE_MS,
  });
}
