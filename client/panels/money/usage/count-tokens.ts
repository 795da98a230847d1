/** Tokens used by kind, each counted once. */
import type { UsageRow } from "../../../../schema/messages/usage.ts";

export const TOKEN_KINDS = ["fresh", "cached", "cacheWrite", "output", "reasoning"] as const;
export type TokenKind = (typeof TOKEN_KINDS)[number];
export type TokenCounts = Record<TokenKind, number>;

type Counted = Pick<UsageRow, "input" | "cached" | "cacheWrite5m" | "cacheWrite1h" | "output" | "reasoning">;

/** The ledger counts reasoning as part of the output. */
export const countTokens = (row: Counted): TokenCounts => ({
  fresh: row.input,
  cached: row.cached,
  cacheWrite: row.cacheWrite5m + row.cacheWrite1h,
  output: row.output - row.reasoning,
  reasoning: row.reasoning,
});

export const sumTokens = (counts: TokenCounts): number => TOKEN_KINDS.reduce((sum, kind) => sum + counts[kind], 0);

/** The share (0–1) of prompt tokens that the provider had cached; null without prompt tokens. */
export function cachedShare(rows: readonly Counted[]): number | null {
  const counts = rows.map(countTokens);
  const cached = counts.reduce((sum, { cached: tokens }) => sum + tokens, 0);
  const prompt = counts.reduce((sum, { fresh, cacheWrite }) => sum + fresh + cacheWrite, cached);
  return prompt === 0 ? null : cached / prompt;
}
