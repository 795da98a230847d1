/** Caches that keep and find prefixes only at marked ends: Anthropic, and OpenAI from GPT-5.6 on. */
import type { PromptUsage } from "./prefix-cache.ts";
import { readPrefixes, type Piece } from "./read-prompt.ts";

export type MarkRules = {
  minimumTokens: number;
  /** Maximum number of writes per request. */
  mostWrites: number;
  /** Maximum number of marks; more are refused with HTTP 400. */
  mostMarks: number;
  /** Number of pieces up to and including a mark within which an earlier end is still found. */
  lookBack: number;
  keptMs: Record<NonNullable<Piece["mark"]>, number>;
};

/** @throws Error for a request that the provider would refuse */
export function createMarkedCache(rules: MarkRules, now: () => number) {
  const ends = new Map<string, { until: number; keptMs: number }>();
  return (room: string, pieces: Piece[]): PromptUsage => {
    const prefixes = readPrefixes(pieces);
    const marks = pieces.flatMap(({ mark }, index) => (mark ? [{ index, mark }] : []));
    if (marks.length > rules.mostMarks) throw new Error(`at most ${rules.mostMarks} marks`);
    const firstShort = marks.findIndex(({ mark }) => mark === "5m");
    if (firstShort >= 0 && marks.slice(firstShort).some(({ mark }) => mark === "1h")) throw new Error("1h before 5m");
    const nameOf = (index: number) => `${room} ${prefixes[index]!.name}`;
    const isKept = (index: number) => (ends.get(nameOf(index))?.until ?? 0) > now();

    const found = marks
      .flatMap(({ index }) => Array.from({ length: rules.lookBack }, (_, back) => index - back))
      .filter((index) => index >= 0 && isKept(index));
    const read = Math.max(-1, ...found);
    for (const index of found) {
      const end = ends.get(nameOf(index))!;
      end.until = now() + end.keptMs;
    }
    let reached = read < 0 ? 0 : prefixes[read]!.tokens;
    const usage: PromptUsage = { total: prefixes.at(-1)!.tokens, cached: reached, written5m: 0, written1h: 0 };
    for (const { index, mark } of marks.slice(-rules.mostWrites)) {
      const { tokens } = prefixes[index]!;
      if (tokens < rules.minimumTokens || isKept(index)) continue;
      ends.set(nameOf(index), { until: now() + rules.keptMs[mark], keptMs: rules.keptMs[mark] });
      usage[mark === "1h" ? "written1h" : "written5m"] += Math.max(0, tokens - reached);
      reached = Math.max(reached, tokens);
    }
    return usage;
  };
}
