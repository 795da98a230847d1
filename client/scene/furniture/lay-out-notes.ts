import type { Note } from "./shown-notes.ts";

const COLUMNS = 9;
const ROWS = 3;
export const MOST_NOTES = COLUMNS * ROWS;
/** Of a note; more is not readable from where one stands. */
const MOST_LINES = 5;
const CHARACTERS_A_LINE = 16;

/** `column`, `row` from the top left; `tilt` in radians. */
export type HungNote = Note & { column: number; row: number; tilt: number; lines: string[] };

/** The newest, in the order in which they came, row by row. */
export const layOutNotes = (notes: readonly Note[]): HungNote[] =>
  notes.slice(-MOST_NOTES).map((note, index) => ({
    ...note,
    column: index % COLUMNS,
    row: Math.floor(index / COLUMNS),
    tilt: 0.05 * Math.sin(index * 3.3),
    lines: breakLines(note.text),
  }));

export const cellOf = (width: number, height: number) => ({ width: width / COLUMNS, height: height / ROWS });

/** By words; what does not fit is cut, and says so. */
function breakLines(text: string): string[] {
  const lines: string[] = [];
  for (const word of text.split(/\s+/).flatMap(cutLong)) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= CHARACTERS_A_LINE)
      lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  if (lines.length <= MOST_LINES) return lines;
  return [...lines.slice(0, MOST_LINES - 1), `${lines[MOST_LINES - 1]!.slice(0, CHARACTERS_A_LINE - 1)}…`];
}

/** By whole characters, as people count them. */
const cutLong = (word: string): string[] => {
  const characters = [...new Intl.Segmenter().segment(word)].map(({ segment }) => segment);
  const pieces: string[] = [];
  for (let at = 0; at < characters.length; at += CHARACTERS_A_LINE)
    pieces.push(characters.slice(at, at + CHARACTERS_A_LINE).join(""));
  return pieces;
};
