/**
 * The minimum number of tokens of a text for the tokenizers in use: no prose averages longer ones.
 * English averages about 4.6 characters per token, Chinese and Japanese about 1.4, so that a cap
 * enforced by this count cuts no honest answer and stops an endless one at a third more than requested.
 */
const LONGEST_AVERAGE = 6;
/** From this code point on: Chinese, Japanese, Korean, and the supplementary planes. */
const DENSE_FROM = 0x2e80;
const LONGEST_DENSE_AVERAGE = 2;

export function countFewestTokens(text: string): number {
  let tokens = 0;
  for (let index = 0; index < text.length; index += 1)
    tokens += 1 / (text.charCodeAt(index) < DENSE_FROM ? LONGEST_AVERAGE : LONGEST_DENSE_AVERAGE);
  return tokens;
}
