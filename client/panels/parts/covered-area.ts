import type { Box } from "../../scene/labels/box-list.ts";
import type { Covered } from "../../scene/world-types.ts";

/** A panel that begins below this share of the page's height lies along the bottom, one that ends above the rest of it along the top. */
const LOW = 0.7;

/** What panels cover of the page's edges: a bottom sheet is as wide as the page, and bars lie high or low; they cover no side. */
export function coveredArea(panels: Iterable<Box>, page: { width: number; height: number }): Covered {
  const covered = { left: 0, right: 0, top: 0, bottom: 0 };
  for (const { left, right, top, bottom } of panels) {
    if (left === right) continue; // not shown
    if (left <= 0 || top > page.height * LOW) covered.bottom = Math.max(covered.bottom, page.height - top);
    else if (left > page.width / 3) covered.right = Math.max(covered.right, page.width - left);
    else if (right < page.width / 2) covered.left = Math.max(covered.left, right);
    else if (bottom < page.height * (1 - LOW)) covered.top = Math.max(covered.top, bottom);
  }
  return covered;
}
