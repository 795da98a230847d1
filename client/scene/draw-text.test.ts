import { expect, test } from "vitest";
import { breakLines, drawText, fitText } from "./draw-text.ts";

const within = (most: number) => (line: string) => line.length <= most;

test("C9 text on a board breaks between words of any script, and within a word that is longer than a line", () => {
  expect(breakLines("Should buses run all night?", within(12))).toEqual(["Should buses", "run all", "night?"]);
  expect(breakLines("夜行バスは必要ですか", within(4)).every(within(4))).toBe(true);
  expect(breakLines("夜行バスは必要ですか", within(4)).join("")).toBe("夜行バスは必要ですか");
  expect(breakLines("abcdefghij k", within(4))).toEqual(["abcd", "efgh", "ij k"]);
  expect(breakLines("all night?", within(9))).toEqual(["all", "night?"]);
  expect(breakLines("", within(4))).toEqual([""]);
});

test("C9 signs on a board stay with their word", () => {
  expect(breakLines("Stops on demand (after ten)", within(16))).toEqual(["Stops on demand", "(after ten)"]);
  expect(breakLines("all about “buses”.", within(12))).toEqual(["all about", "“buses”."]);
  expect(breakLines("nur „Busse“ für alle", within(7))).toEqual(["nur", "„Busse“", "für", "alle"]);
  expect(breakLines('all "buses"!', within(8))).toEqual(["all", '"buses"!']);
  expect(breakLines("毎日（夜）です", within(3))).toEqual(["毎日", "（夜）", "です"]);
  expect(breakLines("buses – at night", within(7))).toEqual(["buses –", "at", "night"]);
});

test("C9 an emoji on a board is not cut in two", () => {
  const family = "👨‍👩‍👧";
  expect(breakLines(family.repeat(3), within(family.length))).toEqual([family, family, family]);
});

/** As if each character were as wide as it is high. */
const widthOf = (line: string, sizePx: number) => [...line].length * sizePx;
const SIZES = { largestPx: 20, smallestPx: 10 };

test("W7 C9 text is as large as it fits", () => {
  expect(fitText("Night", { width: 100, height: 30 }, SIZES, widthOf)).toEqual({ sizePx: 20, lines: ["Night"] });
  const { sizePx, lines } = fitText("Night buses", { width: 60, height: 30 }, SIZES, widthOf);
  expect(sizePx).toBeLessThan(20);
  expect(lines).toEqual(["Night", "buses"]);
});

test("W7 C9 what does not fit at the smallest size ends with dots, within its lines, and with no character cut in two", () => {
  for (const text of ["word ".repeat(60), "夜".repeat(200), "🚌".repeat(200), "👩‍👩‍👧‍👦".repeat(40)]) {
    const { sizePx, lines } = fitText(text, { width: 100, height: 40 }, SIZES, widthOf);
    expect([sizePx, lines.length, lines.at(-1)!.endsWith("…")], text).toEqual([10, 3, true]);
    for (const line of lines) {
      expect(widthOf(line, sizePx), line).toBeLessThanOrEqual(100);
      expect(text.trim().startsWith(line.replace("…", "").trim() || text[0]!), line).toBe(true);
    }
  }
});

test("W7 W13 text on notes and boards runs in its own direction, all lines of it alike", () => {
  const drawnIn = (text: string): CanvasDirection[] => {
    const directions: CanvasDirection[] = [];
    const pen = {
      direction: "inherit" as CanvasDirection,
      measureText: (line: string) => ({ width: widthOf(line, 10) }),
      fillText: () => void directions.push(pen.direction),
    };
    drawText(pen as unknown as CanvasRenderingContext2D, text, { x: 0, y: 0, width: 160, height: 100 }, SIZES);
    return directions;
  };
  const idea = drawnIn("حافلات ليلية كل نصف ساعة حتى Airport Station، كل يوم!");
  expect(idea.length).toBeGreaterThan(1);
  expect(new Set(idea)).toEqual(new Set(["rtl"]));
  expect(new Set(drawnIn("Night buses, كل يوم!"))).toEqual(new Set(["ltr"]));
});
