/** Limits calls per minute for each person and each workspace, by policy (SPEC L4). */
import { RateLimiterRes, type RateLimiterAbstract } from "rate-limiter-flexible";
import { personOf } from "../../scope/scope.ts";
import { message } from "../../../schema/messages/message.ts";
import type { PolicyName } from "../../../schema/messages/call-policies.ts";
import { ModelError, type CallScope, type ModelCalls } from "../language-model.ts";

type UsedUp = "calls-of-person-used-up" | "calls-of-workspace-used-up";

/** `person` null: no limit per person. */
type Limits = { person: RateLimiterAbstract | null; workspace: RateLimiterAbstract };

export type CallLimits = Record<PolicyName, Limits>;

/**
 * Local routes are free and have their own queue, so they are not limited.
 * @throws ModelError "rate-limited", with nothing sent and the time to wait
 */
export function withCallLimits<Request, Event>(
  model: ModelCalls<Request, Event>,
  limits: CallLimits,
): ModelCalls<Request, Event> {
  if (model.route.local) return model;
  return {
    route: model.route,
    async *stream(request, scope): AsyncGenerator<Event> {
      await count(scope, limits);
      yield* model.stream(request, scope);
    },
  };
}

async function count(scope: CallScope, limits: CallLimits): Promise<void> {
  const { person, workspace } = limits[scope.policy];
  const userId = personOf(scope);
  if (userId && person) await consume(person, userId, "calls-of-person-used-up");
  await consume(workspace, scope.workspaceId, "calls-of-workspace-used-up");
}

async function consume(limiter: RateLimiterAbstract, key: string, code: UsedUp): Promise<void> {
  try {
    await limiter.consume(key);
  } catch (refusal) {
    if (!(refusal instanceof RateLimiterRes)) throw refusal;
    throw new ModelError("rate-limited", message(code, { count: limiter.points }), {
      retryAfterMs: refusal.msBeforeNext,
    });
  }
}
