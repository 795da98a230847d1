/** Places the cache marks at the ends of prefixes, for providers that need them (SPEC L5). */
import { estimateTokens } from "../usage/estimate-usage.ts";
import type { ChatMessage } from "../language-model.ts";

export type BreakpointLimits = {
  /** Shorter prefixes are silently not kept, so they are not marked; 0 if unknown: an extra mark costs nothing. */
  minimumTokens: number;
  /** Maximum number of marks in one request. */
  most: number;
  /** How many messages before a mark the provider still finds an earlier one. */
  lookBack: number;
};

/** Estimates may be too low by this factor. */
const ESTIMATE_MARGIN = 1.25;

/**
 * The messages that end a prefix, and how long each is kept. Behind the last marked one, further marks are as far apart
 * as the provider looks back, so that a speaker who was silent for many turns still finds what it has read before.
 */
export function placeBreakpoints(
  messages: readonly ChatMessage[],
  { minimumTokens, most, lookBack }: BreakpointLimits,
): Map<number, "1h" | "5m"> {
  const marked = messages.flatMap(({ cache }, index) => (cache ? [{ index, cache }] : []));
  const last = marked.at(-1);
  const before = marked.at(-2)?.index ?? -1;
  const steps = Math.max(0, most - marked.length);
  const earlier = Array.from({ length: last ? steps : 0 }, (_, step) => last!.index - (step + 1) * lookBack)
    .filter((index) => index > before)
    .map((index) => ({ index, cache: last!.cache }));
  const tokensUpTo = sumTokens(messages);
  return new Map(
    [...marked.slice(-most), ...earlier]
      .filter(({ index }) => tokensUpTo[index]! * ESTIMATE_MARGIN >= minimumTokens)
      .map(({ index, cache }) => [index, cache]),
  );
}

function sumTokens(messages: readonly ChatMessage[]): number[] {
  let sum = 0;
  return messages.map(({ content }) => (sum += estimateTokens(content)));
}
