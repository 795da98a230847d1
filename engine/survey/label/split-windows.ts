const WINDOW_WORDS = 900;
const OVERLAP_WORDS = 120;

/** How many windows a text of that many words has. */
export const countWindows = (words: number): number =>
  Math.max(1, Math.ceil((words - OVERLAP_WORDS) / (WINDOW_WORDS - OVERLAP_WORDS)));

/** The whole text in windows that overlap, so that no statement is cut by all of them. */
export function splitWindows(text: string): string[] {
  const words = [...text.matchAll(/\S+/g)];
  const windows: string[] = [];
  for (let start = 0; start === 0 || start + OVERLAP_WORDS < words.length; start += WINDOW_WORDS - OVERLAP_WORDS) {
    const last = words[Math.min(start + WINDOW_WORDS, words.length) - 1];
    if (last) windows.push(text.slice(words[start]!.index, last.index + last[0].length));
  }
  return windows;
}
