import { directionOf } from "../direction-of.ts";
import type { Note, NoteGroup } from "./shown-notes.ts";

const COLUMNS = 9;
const ROWS = 3;
export const MOST_NOTES = COLUMNS * ROWS;
/** More would have too few columns each. */
export const MOST_GROUPS = 3;
/** The share of the wall's height above the notes, where several groups have their topics. */
export const HEADING_SHARE = 0.12;
/** Of a note; more is not readable from where one stands. */
const MOST_LINES = 5;
const CHARACTERS_A_LINE = 16;

/** `column`, `row` from the top left of its part; `tilt` in radians; `direction` of each of its lines. */
export type HungNote = Note & {
  column: number;
  row: number;
  tilt: number;
  lines: string[];
  direction: CanvasDirection;
};
/**
 * What one conversation has of the wall: `from` and `columns` in columns of the whole wall. `topic`: "" if it has all of
 * it, which runs in `direction`.
 */
export type WallPart = {
  topic: string;
  direction: CanvasDirection;
  from: number;
  columns: number;
  notes: HungNote[];
};

/**
 * Side by side, in the order in which the conversations began, as far as they have notes. Where there are too many, the
 * page's own stays, then the oldest.
 */
export function layOutWall(groups: readonly NoteGroup[]): WallPart[] {
  const inOrder = (one: NoteGroup, other: NoteGroup) => (one.circleId < other.circleId ? -1 : 1);
  const hung = groups
    .filter(({ notes }) => notes.length > 0)
    .toSorted((one, other) => Number(other.isOwn) - Number(one.isOwn) || inOrder(one, other))
    .slice(0, MOST_GROUPS)
    .toSorted(inOrder);
  const width = COLUMNS / hung.length;
  const columns = Math.floor(width);
  return hung.map(({ topic, notes }, index) => ({
    topic: hung.length > 1 ? topic : "",
    direction: directionOf(topic),
    from: index * width + (width - columns) / 2,
    columns,
    notes: layOutNotes(notes, columns),
  }));
}

/** The newest, in the order in which they came, row by row. */
const layOutNotes = (notes: readonly Note[], columns: number): HungNote[] =>
  notes.slice(-columns * ROWS).map((note, index) => ({
    ...note,
    column: index % columns,
    row: Math.floor(index / columns),
    tilt: 0.05 * Math.sin(index * 3.3),
    lines: breakLines(note.text),
    direction: directionOf(note.text),
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
