import { expect, test } from "vitest";
import { directionOf } from "./direction-of.ts";

test("W13 painted text runs as its first letter does, so that its signs stand at the right end", () => {
  expect(["לילה טוב!", "„ليل“", "1. Night?", "Night, לילה", "?"].map(directionOf)).toEqual([
    "rtl",
    "rtl",
    "ltr",
    "ltr",
    "ltr",
  ]);
});
