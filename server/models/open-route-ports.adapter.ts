/** Shared by the routes of all providers: clock, prices, ledger, limits and cached answers. */
import { createCachedShares } from "../../engine/model/prompt-cache/cached-shares.ts";
import type { PrefixKeeper } from "../../engine/model/prompt-cache/keep-prefixes.ts";
import { createInProcessResponseCache } from "../../engine/model/response-cache/in-process-response-cache.ts";
import { shareAnswers } from "../../engine/model/response-cache/with-response-cache.ts";
import { newId } from "../database/new-id.adapter.ts";
import { openPrefixKeeper } from "../prompt-cache/open-prefix-keeper.process.ts";
import { createLimiters, type CreateLimiter } from "../redis/create-limiters.adapter.ts";
import { PolicyName, type CallPolicies } from "../../schema/messages/call-policies.ts";
import type { CallLimits } from "../../engine/model/wrappers/with-call-limits.ts";
import type { RoutePorts } from "./providers/route-ports.ts";
import type { readModelsFile } from "./read-models-file.adapter.ts";
import { readPoliciesFile } from "./read-policies-file.adapter.ts";
import type { VoiceDependencies } from "./voice-dependencies.ts";

export function openRoutePorts(
  prices: ReturnType<typeof readModelsFile>,
  policiesFile: string | undefined,
  dependencies: VoiceDependencies,
): RoutePorts & { prefixes?: PrefixKeeper } {
  const policies = readPoliciesFile(policiesFile);
  const { log, budget, watchCalls, createLimiter = createLimiters(null), keptPrefixes: rows } = dependencies;
  const ledger = {
    prices,
    now: dependencies.now ?? (() => new Date()),
    newId,
    recordCall: dependencies.recordCall,
    cachedShares: createCachedShares(Date.now),
    ...(budget && { budget }),
  };
  const prefixes = rows && openPrefixKeeper({ ...ledger, rows, say: log });
  return {
    ...ledger,
    policies,
    limits: createCallLimits(policies, createLimiter),
    answers: shareAnswers(dependencies.responseCache ?? createInProcessResponseCache(Date.now)),
    ...(watchCalls && { watchCalls }),
    ...(prefixes && { prefixes }),
  };
}

export function createCallLimits(policies: CallPolicies, createLimiter: CreateLimiter): CallLimits {
  const limits = {} as CallLimits;
  for (const name of PolicyName.options) {
    const { person, workspace } = policies[name].callsPerMinute;
    limits[name] = {
      person: person === null ? null : createLimiter(`${name}-calls-of-person`, person, 60),
      workspace: createLimiter(`${name}-calls-of-workspace`, workspace, 60),
    };
  }
  return limits;
}
