/**
 * Which part of a new prompt a sequence holds already. A talk's prompt differs from the one before at its end, and now
 * and then in the middle, where the oldest turns were dropped; evaluating the rest again would take seconds.
 */

/** Half-open. */
export type TokenRange = { start: number; end: number };

export type Reuse = {
  /** Prompt tokens that need not be evaluated, from the first on. */
  reused: number;
  /** What has to be erased from the sequence, in order. */
  erase: TokenRange[];
};

/**
 * Behind the common prefix, so many equal tokens in a row are the same text, only moved. Their keys and values were
 * computed with the erased tokens in view, which a talk does not mind (llama.cpp's server does the same by request).
 */
const SAME_TEXT_TOKENS = 24;

/**
 * @param held what the sequence has evaluated, in order
 * @param mayErase whether the model can erase tokens from the middle, not only from the end
 */
export function planReuse(held: readonly number[], prompt: readonly number[], mayErase = true): Reuse {
  const erase: TokenRange[] = [];
  let [at, reused] = advance(held, prompt, 0, 0);
  while (mayErase && at < held.length && reused < prompt.length) {
    const next = findSameText(held, prompt, at, reused);
    if (next < 0) break;
    erase.push({ start: at, end: next });
    [at, reused] = advance(held, prompt, next, reused);
  }
  if (at < held.length) erase.push({ start: at, end: held.length });
  return { reused, erase };
}

/** The positions behind the tokens that are equal from these positions on. */
function advance(held: readonly number[], prompt: readonly number[], at: number, reused: number): [number, number] {
  let equal = 0;
  while (at + equal < held.length && reused + equal < prompt.length && held[at + equal] === prompt[reused + equal])
    equal += 1;
  return [at + equal, reused + equal];
}

function findSameText(held: readonly number[], prompt: readonly number[], from: number, reused: number): number {
  for (let at = from; at + SAME_TEXT_TOKENS <= held.length; at++)
    if (advance(held, prompt, at, reused)[1] - reused >= SAME_TEXT_TOKENS) return at;
  return -1;
}
