/** Effectiveness of prompt caching, from the ledger (SPEC L5). */
import type { Usage } from "../language-model.ts";

type PromptTokens = Pick<Usage, "input" | "cached" | "cacheWrite5m" | "cacheWrite1h">;

/** Share of prompt tokens that were served from the provider's cache, 0–1; null without prompt tokens. */
export function cachedTokenShare(rows: readonly PromptTokens[]): number | null {
  const sum = (tokensOf: (row: PromptTokens) => number) => rows.reduce((total, row) => total + tokensOf(row), 0);
  const all = sum(({ input, cached, cacheWrite5m, cacheWrite1h }) => input + cached + cacheWrite5m + cacheWrite1h);
  return all === 0 ? null : sum(({ cached }) => cached) / all;
}

/** `cachedTokenShare` for each provider with prompt tokens. */
export function cachedTokenShareByProvider(
  rows: readonly (PromptTokens & { provider: string | null })[],
): Record<string, number> {
  const byProvider = Map.groupBy(rows, ({ provider }) => provider ?? "");
  const shares = [...byProvider].map(([provider, calls]) => [provider, cachedTokenShare(calls)] as const);
  return Object.fromEntries(shares.filter(([, share]) => share !== null)) as Record<string, number>;
}
