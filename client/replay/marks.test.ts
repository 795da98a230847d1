import { expect, test } from "vitest";
import { collectMarks } from "./marks.ts";

test("W11 a turn is marked with its reactions, its pins, and the items of outcomes whose first turn it is", () => {
  const turns = ["a", "b", "c"].map((id) => ({ id })) as Parameters<typeof collectMarks>[0]["turns"];
  const outcomes = [{ items: [{ turnIds: ["c", "a"] }, { turnIds: ["c"] }, { turnIds: [] }] }];
  const marks = collectMarks(
    {
      turns,
      reactions: [{ turnId: "a", emoji: "👍", count: 2 }],
      pins: [{ turnId: "c", note: "Keep" }],
    },
    outcomes as unknown as Parameters<typeof collectMarks>[1],
  );
  expect(marks).toEqual([
    { turnId: "a", reactions: [{ emoji: "👍", count: 2 }], outcomes: 0, pins: [] },
    { turnId: "c", reactions: [], outcomes: 2, pins: ["Keep"] },
  ]);
});
