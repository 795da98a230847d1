/** What the routes of all providers share: clock, prices, ledger, limits and kept answers. */
import { createCachedShares } from "../../engine/model/prompt-cache/cached-shares.ts";
import type { PrefixKeeper } from "../../engine/model/prompt-cache/keep-prefixes.ts";
import { createInProcessResponseCache } from "../../engine/model/response-cache/in-process-response-cache.ts";
import { shareAnswers } from "../../engine/model/response-cache/with-response-cache.ts";
import { newId } from "../database/new-id.adapter.ts";
import { openPrefixKeeper } from "../prompt-cache/open-prefix-keeper.process.ts";
import { createLimiters } from "../redis/create-limiters.adapter.ts";
import type { RoutePorts } from "./providers/route-ports.ts";
import type { readModelsFile } from "./read-models-file.adapter.ts";
import type { VoiceDependencies } from "./voice-dependencies.ts";

/** Far above what talking needs: they stop what has run away. */
const PERSON_CALLS_A_MINUTE = 120;
const WORKSPACE_CALLS_A_MINUTE = 1200;

export function openRoutePorts(
  prices: ReturnType<typeof readModelsFile>,
  dependencies: VoiceDependencies,
): RoutePorts & { prefixes?: PrefixKeeper } {
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
    limits: {
      person: createLimiter("calls-of-person", PERSON_CALLS_A_MINUTE, 60),
      workspace: createLimiter("calls-of-workspace", WORKSPACE_CALLS_A_MINUTE, 60),
    },
    answers: shareAnswers(dependencies.responseCache ?? createInProcessResponseCache(Date.now)),
    ...(watchCalls && { watchCalls }),
    ...(prefixes && { prefixes }),
  };
}
