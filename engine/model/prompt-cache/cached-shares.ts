/** How much of an estimated prompt the provider had at hand: as much as of the last one that it counted (SPEC L6). */
import type { Payer } from "../../scope/scope.ts";
import type { CallContext, Route, Usage } from "../language-model.ts";
import { cachedTokenShare } from "./cached-token-share.ts";

export type CachedShares = {
  /** Remembers what was counted, and splits what was not. */
  splitPrompt(usage: Usage, route: Route, asker: Asker): Usage;
};

type Asker = Payer & Pick<CallContext, "task" | "personaId">;

/** The shortest that providers keep a prompt's beginning. */
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
      // Where anything was told, the prompt was: it is counted first.
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
