/** Estimates the cached share of a prompt without counts: that of the last one the provider counted (SPEC L6). */
import type { Payer } from "../../scope/scope.ts";
import type { CallContext, Route, Usage } from "../language-model.ts";
import { cachedTokenShare } from "./cached-token-share.ts";

export type CachedShares = {
  /** Records counted prompts, and splits estimated ones. */
  splitPrompt(usage: Usage, route: Route, asker: Asker): Usage;
};

type Asker = Payer & Pick<CallContext, "task" | "personaId">;

/** The shortest time that providers keep a prompt prefix. */
const KEPT_MS = 5 * 60_000;
const MAX_ASKERS = 10_000;

/** @param now ms since epoch */
export function createCachedShares(now: () => number): CachedShares {
  const shares = new Map<string, { share: number; at: number }>();

  function remember(key: string, share: number): void {
    shares.delete(key);
    shares.set(key, { share, at: now() });
    if (shares.size > MAX_ASKERS) shares.delete(shares.keys().next().value!);
  }

  return {
    splitPrompt(usage, { provider, model }, { task, workspaceId, personaId, circleId, runId }) {
      const key = JSON.stringify([provider, model, task, workspaceId, personaId, circleId, runId]);
      // If there are any counts, they include the prompt, which is counted first.
      if (usage.raw !== null) {
        const share = cachedTokenShare([usage]);
        if (share !== null) remember(key, share);
        return usage;
      }
      const known = shares.get(key);
      if (usage.exact || !known || known.at <= now() - KEPT_MS) return usage;
      const cached = Math.round(usage.input * known.share);
      return { ...usage, input: usage.input - cached, cached: usage.cached + cached };
    },
  };
}
