/** Where the dragged item lands at `y`: behind all others whose middle is above it. */
export function placeAt(y: number, from: number, middles: readonly number[]): number {
  return middles.filter((middle, place) => place !== from && middle < y).length;
}

/** Nearer to an edge than this, a drag scrolls. */
const EDGE_PX = 56;
const MOST_PX = 14;

/** How far a drag at `y` scrolls what is visible from `top` to `bottom`, each frame: the nearer to an edge, the further. */
export function scrollStep(y: number, { top, bottom }: { top: number; bottom: number }): number {
  const beyondPx = Math.max(0, y - (bottom - EDGE_PX)) - Math.max(0, top + EDGE_PX - y);
  return Math.sign(beyondPx) * Math.ceil(Math.min(1, Math.abs(beyondPx) / EDGE_PX) * MOST_PX);
}

/** The list with one item moved to another place. */
export function moved<Item>(list: readonly Item[], from: number, to: number): Item[] {
  return list.toSpliced(from, 1).toSpliced(to, 0, list[from]!);
}
