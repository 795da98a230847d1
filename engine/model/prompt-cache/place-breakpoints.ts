/** Where a provider that wants its cache marked is told that a prefix ends (SPEC L5). */
import { estimateTokens } from "../usage/estimate-usage.ts";
import type { ChatMessage } from "../language-model.ts";

export type BreakpointLimits = {
  /** Shorter prefixes are silently not kept, so they are not marked; 0 where it is not known: a mark too many costs nothing. */
  minimumTokens: number;
  /** The most that one request may hold. */
  most: number;
  /** How many messages back from a breakpoint an earlier one is still found. */
  lookBack: number;
};

/** Estimates may be so much too low. */
const ESTIMATE_MARGIN = 1.25;

/**
 * The messages that end a prefix, and how long it is kept. Behind the last marked one stand further ones, as far apart
 * as the provider looks back: a speaker who was silent for many turns still meets what it has read before.
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
