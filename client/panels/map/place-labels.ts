/** Positions names on the map so that none overlaps another. Units: those of the map. */
export type Label = { id: string; text: string; x: number; y: number };

const LONGEST = 26;
/** Width of an average letter, as a share of the font size. */
const LETTER_WIDTH = 0.56;
const LINE = 1.25;
/** Candidate lines below (or above, when negative) the spot, nearest first. */
const LINES = [1, -1, 2, -2, 3, -3, 4, -4];

type Spot = { id: string; text: string; x: number; z: number; radius: number };

/** `size` is the letter height; `half` is half the map's width, within which names stay. */
export function placeLabels(spots: readonly Spot[], size: number, half: number): Label[] {
  const placed: (Label & { width: number })[] = [];
  for (const { id, text, x, z, radius } of spots) {
    const shown = text.length > LONGEST ? `${text.slice(0, LONGEST - 1).trimEnd()}…` : text;
    const width = shown.length * LETTER_WIDTH * size;
    const at = Math.max(width / 2 - half, Math.min(half - width / 2, x));
    const candidates = LINES.map((line) =>
      line > 0 ? z + radius + size * (LINE * line - 0.3) : z - radius + size * (LINE * (line + 1) - 0.35),
    );
    const isFree = (y: number) =>
      !placed.some(
        (other) => Math.abs(other.y - y) < size * LINE && Math.abs(other.x - at) < (other.width + width) / 2,
      );
    placed.push({ id, text: shown, x: at, y: candidates.find(isFree) ?? candidates[0]!, width });
  }
  return placed;
}
