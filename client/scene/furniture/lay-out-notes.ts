import { directionOf } from "../direction-of.ts";
import type { Note, NoteGroup } from "./shown-notes.ts";

const COLUMNS = 9;
const ROWS = 3;
export const MOST_NOTES = COLUMNS * ROWS;
/** More would have too few columns each. */
export const MOST_GROUPS = 3;
const HEADING_SHARE = 0.12;

/** `column`, `row` from the top left of its part; `tilt` in radians. */
export type HungNote = Note & { column: number; row: number; tilt: number };
/**
 * What one conversation has of the wall: `from` and `columns` in columns of the whole wall. Where it has all of it,
 * `topic` is "" and `heading`, the share of the height above the notes, 0.
 */
export type WallPart = {
  topic: string;
  heading: number;
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
    heading: hung.length > 1 ? HEADING_SHARE : 0,
    from: index * width + (width - columns) / 2,
    columns,
    notes: layOutNotes(notes, columns, directionOf(topic)),
  }));
}

/** The newest, in the order in which they came, row by row, from the side where their topic begins to be read. */
const layOutNotes = (notes: readonly Note[], columns: number, direction: CanvasDirection): HungNote[] =>
  notes.slice(-columns * ROWS).map((note, index) => ({
    ...note,
    column: direction === "rtl" ? columns - 1 - (index % columns) : index % columns,
    row: Math.floor(index / columns),
    tilt: 0.05 * Math.sin(index * 3.3),
  }));

export const cellOf = (width: number, height: number) => ({ width: width / COLUMNS, height: height / ROWS });
