/** A prompt as a provider's cache sees it: a sequence of pieces with token counts. */
import { createHash } from "node:crypto";
import { estimateTokens } from "../../../engine/model/usage/estimate-usage.ts";

export type Piece = {
  text: string;
  role: string;
  /** How long the prefix that ends here is to be kept, if the request marks it. */
  mark?: "5m" | "1h" | "explicit";
};

/** Role markers that a chat template puts around a message. */
const TOKENS_AROUND = 4;

/** Tokens up to the end of each piece, and a name for everything up to there. */
export function readPrefixes(pieces: readonly Piece[]): { tokens: number; name: string }[] {
  const hash = createHash("sha256");
  let tokens = 0;
  return pieces.map(({ role, text }) => {
    tokens += estimateTokens(text) + TOKENS_AROUND;
    hash.update(JSON.stringify([role, text]));
    return { tokens, name: hash.copy().digest("hex") };
  });
}

/** Tokens at the start that two prompts have in common, to the exact token within a piece. */
export function countShared(one: readonly Piece[], other: readonly Piece[]): number {
  let tokens = 0;
  for (const [index, { role, text }] of one.entries()) {
    const twin = other[index];
    if (twin?.role !== role) return tokens;
    if (twin.text !== text) return tokens + Math.floor(countSharedCharacters(text, twin.text) / 4);
    tokens += estimateTokens(text) + TOKENS_AROUND;
  }
  return tokens;
}

function countSharedCharacters(one: string, other: string): number {
  let index = 0;
  while (index < one.length && one[index] === other[index]) index++;
  return index;
}

export const countTokens = (pieces: readonly Piece[]): number => readPrefixes(pieces).at(-1)?.tokens ?? 0;
