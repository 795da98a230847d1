/** Detects where a text starts to loop. */

/** Words in the repeated unit, and how often it must occur in a row. Short repetitions may be intended: "no, no, no". */
const REPEATS_BY_UNIT: readonly (readonly [unitWords: number, repeats: number])[] = [
  [1, 5],
  [2, 4],
  [3, 3],
  [4, 3],
  [5, 3],
  [6, 3],
  [7, 3],
  [8, 3],
];
const WORD = /[\p{L}\p{N}'’]+/gu;

/** Position right after the word that completes the first loop; −1 when there is none. It does not move when the text grows. */
export function findLoop(text: string): number {
  const words: string[] = [];
  for (const match of text.matchAll(WORD)) {
    const end = match.index + match[0].length;
    // A word at the very end may still grow.
    if (end === text.length) break;
    words.push(match[0].toLowerCase());
    if (REPEATS_BY_UNIT.some(([unit, repeats]) => endsInRepeats(words, unit, repeats))) return end;
  }
  return -1;
}

function endsInRepeats(words: readonly string[], unit: number, repeats: number): boolean {
  const start = words.length - unit * repeats;
  if (start < 0) return false;
  for (let index = start; index < words.length - unit; index++) if (words[index] !== words[index + unit]) return false;
  return true;
}
