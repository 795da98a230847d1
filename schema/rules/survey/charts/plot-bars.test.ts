import { expect, test } from "vitest";
import { rowsPx } from "./plot-bars.ts";

test("S7 an option's text is not cut: rows grow with the lines that the longest takes", () => {
  const long = "A great deal, and far more than most of the people whom I know would ever say of themselves";
  expect(rowsPx(["Yes", "No"], 600)).toBe(26);
  expect(rowsPx(["Yes", long], 600)).toBeGreaterThan(26);
  expect(rowsPx(["Yes", long], 300)).toBeGreaterThan(rowsPx(["Yes", long], 600));
  expect(rowsPx(["Yes"], 600, 60)).toBe(60);
  expect(rowsPx(["x".repeat(200)], 600)).toBeGreaterThan(rowsPx(["x".repeat(20)], 600));
});
