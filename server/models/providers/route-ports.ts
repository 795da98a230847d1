import type { PrefixKeeper } from "../../../engine/model/prompt-cache/keep-prefixes.ts";
import type { SharedAnswers } from "../../../engine/model/response-cache/with-response-cache.ts";
import type { CallLimits } from "../../../engine/model/wrappers/with-call-limits.ts";
import type { LedgerPorts } from "../../../engine/model/wrappers/with-ledger.ts";
import type { CallPolicies } from "../../../schema/messages/call-policies.ts";
import type { WatchCalls } from "../../../engine/model/wrappers/watch-call.ts";

export type RoutePorts = LedgerPorts & {
  policies: CallPolicies;
  /** Counted over all providers; without it, calls are not limited. */
  limits?: CallLimits;
  /** Without it, every call is made. */
  answers?: SharedAnswers;
  /** Without it, no prompt prefixes are kept at providers for money. */
  prefixes?: PrefixKeeper;
  /** Without it, calls are not watched. */
  watchCalls?: WatchCalls;
};
