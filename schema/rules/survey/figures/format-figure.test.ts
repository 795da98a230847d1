import { expect, test } from "vitest";
import { formatFigure, formatP } from "./format-figure.ts";

const figure = (
  id: "share" | "theme-share" | "mean" | "share-difference",
  value: number | null,
  low: number | null = null,
  high = low,
) => ({
  id,
  value,
  low,
  high,
});

test("S7 a figure is written with its band, shares in per cent, differences with their sign", () => {
  expect(formatFigure(figure("share", 0.375, 0.2, 0.5), "en")).toBe("37.5% (20% – 50%)");
  expect(formatFigure(figure("theme-share", 0.213), "en")).toBe("21.3%");
  expect(formatFigure(figure("mean", 3.14159), "en")).toBe("3.142");
  expect(formatFigure(figure("mean", 3.14159), "de")).toBe("3,142");
  expect(formatFigure(figure("share-difference", 0.1, -0.05, 0.25), "en")).toBe("+10% (-5% … +25%)");
  expect(formatFigure(figure("mean", null), "en")).toBe("–");
});

test("S7 a p-value is never written as zero", () => {
  expect([0.04321, 0.0000001, null].map((p) => formatP(p, "en"))).toEqual(["0.043", "< 0.001", "–"]);
});
