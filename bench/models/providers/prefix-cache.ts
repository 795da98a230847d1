/** Caches that automatically find the longest prefix they have read before: OpenAI before GPT-5.6, Gemini, Groq, vLLM. */
import { countShared, countTokens, type Piece } from "./read-prompt.ts";

export type PrefixRules = {
  /** Shorter prefixes are not reused. */
  minimumTokens: number;
  /** Prefixes are reused in whole blocks of this many tokens. */
  blockTokens: number;
  /** How long a prefix is kept after its last use. */
  keptMs: number;
};

export type PromptUsage = { total: number; cached: number; written5m: number; written1h: number };

/** @param now ms; @returns a function that counts a request's prompt. Only requests of one `room` share a cache. */
export function createPrefixCache({ minimumTokens, blockTokens, keptMs }: PrefixRules, now: () => number) {
  let known: { room: string; pieces: Piece[]; at: number }[] = [];
  return (room: string, pieces: Piece[]): PromptUsage => {
    known = known.filter(({ at }) => at > now() - keptMs);
    const shared = Math.max(
      0,
      ...known.filter((one) => one.room === room).map((one) => countShared(one.pieces, pieces)),
    );
    const cached = Math.floor(shared / blockTokens) * blockTokens;
    known.push({ room, pieces, at: now() });
    return { total: countTokens(pieces), cached: cached >= minimumTokens ? cached : 0, written5m: 0, written1h: 0 };
  };
}
