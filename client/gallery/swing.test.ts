import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { Swing } from "./swing.tsx";

const vote = (swing: number[][]) => ({
  question: "Free buses?",
  options: ["For", "Against"],
  open: null,
  cast: 0,
  before: [1, 0],
  after: [0, 1],
  swing,
});
const shown = (swing: number[][]) => renderToStaticMarkup(createElement(Swing, { vote: vote(swing) as never }));

test("C10 of a vote in which nobody voted both times it is said so, and not that nobody changed sides", () => {
  expect(
    shown([
      [0, 0],
      [0, 0],
    ]),
  ).toContain("gallery.nobodyTwice");
  expect(
    shown([
      [2, 0],
      [0, 0],
    ]),
  ).toContain("gallery.nobodyMoved");
  expect(
    shown([
      [1, 1],
      [0, 0],
    ]),
  ).not.toMatch(/nobody/);
});
