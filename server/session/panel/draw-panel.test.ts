import { expect, test } from "vitest";
import { drawPanel, type Candidate } from "./draw-panel.ts";

const candidates = (weights: number[]): Candidate[] =>
  weights.map((weight, index) => ({ backstoryId: `backstory ${index}`, weight, traits: {} }));
const ids = (drawn: Candidate[]) => drawn.map(({ backstoryId }) => backstoryId);

test("S8 a panel is drawn in proportion to the weights of the match, the same with the same seed", () => {
  const panel = candidates([9, 1, 1, 1]);
  const firsts = Array.from(
    { length: 600 },
    (_, seed) => ids(drawPanel(panel, { size: 1, seed, taken: new Set() }))[0],
  );
  const share = firsts.filter((id) => id === "backstory 0").length / firsts.length;
  expect(share).toBeGreaterThan(0.68);
  expect(share).toBeLessThan(0.82);
  const again = { size: 3, seed: 7, taken: new Set<string>() };
  expect(drawPanel(panel, again)).toEqual(drawPanel(panel, again));
});

test("S8 nobody stands up twice: neither who stands already, nor a backstory that the panel has several times", () => {
  const panel = [...candidates([1, 1, 1]), ...candidates([1, 1, 1])];
  const drawn = ids(drawPanel(panel, { size: 12, seed: 1, taken: new Set(["backstory 1"]) }));
  expect(drawn.toSorted()).toEqual(["backstory 0", "backstory 2"]);
});
