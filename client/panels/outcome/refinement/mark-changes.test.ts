import fc from "fast-check";
import { expect, test } from "vitest";
import type { ItemOf } from "../items-of.ts";
import { markChanges } from "./mark-changes.ts";

const change = (id: string, start: number, end: number, inserted = ""): ItemOf<"change"> => ({
  id,
  content: { type: "change", text: "", revision: 1, start, end, inserted },
  turnIds: [],
  outdatedTurnIds: [],
  speakers: [],
  madeBy: "model",
  correctedBy: null,
  version: 1,
  votes: 0,
  hasMyVote: false,
  state: "open",
  revision: null,
});
const marked = (text: string, changes: ItemOf<"change">[]) =>
  markChanges(text, changes).map((stretch) => [stretch.text, stretch.change?.id]);

test("C2 a text shows each open change at its place, insertions included", () => {
  expect(
    marked("Bread needs time.", [change("b", 12, 16), change("a", 0, 5), change("end", 17, 17, " Much.")]),
  ).toEqual([
    ["Bread", "a"],
    [" needs ", undefined],
    ["time", "b"],
    [".", undefined],
    ["", "end"],
  ]);
});

test("C2 of changes that overlap, or no longer fit the text, one is marked and no word is lost", () => {
  expect(marked("Bread", [change("a", 0, 4), change("b", 2, 5), change("c", 4, 9)])).toEqual([
    ["Brea", "a"],
    ["d", undefined],
  ]);
  const span = fc.tuple(fc.nat(30), fc.nat(30)).map(([one, other]) => [Math.min(one, other), Math.max(one, other)]);
  fc.assert(
    fc.property(fc.string({ maxLength: 25 }), fc.array(span), (text, spans) => {
      const changes = spans.map(([start = 0, end = 0], index) => change(String(index), start, end));
      expect(
        markChanges(text, changes)
          .map((stretch) => stretch.text)
          .join(""),
      ).toBe(text);
    }),
  );
});
