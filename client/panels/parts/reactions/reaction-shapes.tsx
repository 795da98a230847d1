/** Reactions as lines on 24 × 24, in the style of lucide's icons, on one colour each: `data-fill` is what is coloured. */
import type { ReactNode } from "react";

const THUMB = (
  <g data-fill="skin">
    <rect x="2.5" y="10.5" width="4.5" height="10" rx="1.3" />
    <path d="M7 11.5 10.6 4a1.6 1.6 0 0 1 1.5-1 2.1 2.1 0 0 1 2 2.7L13.2 9.5h5.3a2.3 2.3 0 0 1 2.2 2.8l-1.5 6.4a2.3 2.3 0 0 1-2.2 1.8H7z" />
  </g>
);

const PALM = <path d="M11.2 21.5V10.8c0-2-2.3-2.4-3-.6l-1.9 4.9-1.7-1.2c-1.3-.8-2.6.6-1.8 1.9l3.2 5.7z" />;

const HEAD = <circle data-fill="skin" cx="12" cy="12" r="9.5" />;

export const REACTION_SHAPES = {
  "👍": THUMB,
  "👎": <g transform="matrix(1 0 0 -1 0 24)">{THUMB}</g>,
  "👏": (
    <>
      <g data-fill="skin">
        {PALM}
        <g transform="matrix(-1 0 0 1 24 0)">{PALM}</g>
      </g>
      <path d="M12 2v2.5M6.8 3.2l1.2 2.2M17.2 3.2 16 5.4" />
    </>
  ),
  "💡": (
    <>
      <path data-fill="skin" d="M9 17.5c0-1.9-.8-2.9-1.7-3.9a6.3 6.3 0 1 1 9.4 0c-.9 1-1.7 2-1.7 3.9z" />
      <path d="M9.3 20h5.4M10.5 22.5h3" />
    </>
  ),
  "😄": (
    <>
      {HEAD}
      <path d="M6.8 9.8q1.6-2.2 3.2 0M14 9.8q1.6-2.2 3.2 0" />
      <path data-fill="ink" d="M6.8 13.5h10.4a5.2 5.2 0 0 1-10.4 0z" />
    </>
  ),
  "🤔": (
    <>
      {HEAD}
      <path d="M8.5 11v.5M15.5 11v.5M6.8 7.7q1.7-.9 3.4 0M13.8 6.4q1.7-1 3.4.2M9 16.6l6-1.2" />
    </>
  ),
  "❤️": (
    <path
      data-fill="heart"
      d="M12 20.5C5.5 15.8 2.5 12.6 2.5 8.9A5 5 0 0 1 12 6.9a5 5 0 0 1 9.5 2c0 3.7-3 6.9-9.5 11.6z"
    />
  ),
} satisfies Record<string, ReactNode>;

export type DrawnReaction = keyof typeof REACTION_SHAPES;

export const isDrawn = (emoji: string): emoji is DrawnReaction => Object.hasOwn(REACTION_SHAPES, emoji);
