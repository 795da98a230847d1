/** A card's place within the map, in CSS pixels. */
export type Box = { left: number; top: number; width: number; height: number };

/** How far a line between cards of one column bends into the margin at its left. */
const BEND_PX = 18;

const right = ({ left, width }: Box) => left + width;
const middle = ({ top, height }: Box) => top + height / 2;

/** The path of an SVG line from one card to another, edge to edge: through the gap between columns, or around a column's left. */
export function linkPath(from: Box, to: Box): string {
  const [startY, endY] = [middle(from), middle(to)];
  if (from.left === to.left) {
    const bendX = from.left - BEND_PX;
    return `M ${from.left} ${startY} C ${bendX} ${startY}, ${bendX} ${endY}, ${to.left} ${endY}`;
  }
  const [startX, endX] = from.left < to.left ? [right(from), to.left] : [from.left, right(to)];
  const middleX = (startX + endX) / 2;
  return `M ${startX} ${startY} C ${middleX} ${startY}, ${middleX} ${endY}, ${endX} ${endY}`;
}
