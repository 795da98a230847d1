/**
 * The least tokens that a text can have been for the tokenizers in use: no prose averages longer ones.
 * English comes to about 4.6 characters a token, Chinese and Japanese to about 1.4, so that a cap which
 * is held by this count cuts no honest answer and stops an endless one at a third more than was asked.
 */
const LONGEST_AVERAGE = 6;
/** From here on: Chinese, Japanese, Korean, and what lies beyond the basic plane. */
const DENSE_FROM = 0x2e80;
const LONGEST_DENSE_AVERAGE = 2;

export function countFewestTokens(text: string): number {
  let tokens = 0;
  for (let index = 0; index < text.length; index += 1)
    tokens += 1 / (text.charCodeAt(index) < DENSE_FROM ? LONGEST_AVERAGE : LONGEST_DENSE_AVERAGE);
  return tokens;
}
