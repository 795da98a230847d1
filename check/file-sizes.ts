import type { SourceFile } from "./source-files.ts";

const MAX_LINES = 250;

export interface FileSizes {
  median: number;
  p90: number;
  /** Files longer than 250 lines that do not say why in a comment at the top ("Long because …"). */
  tooLong: { path: string; lines: number }[];
}

/** Sizes of the sources that are neither tests nor generated migrations. */
export function measureFileSizes(files: SourceFile[]): FileSizes {
  const measured = files
    .filter(({ path }) => !/\.test\.tsx?$|\/migrations\//.test(path))
    .map(({ path, text }) => ({
      path,
      lines: text.trimEnd().split("\n").length,
      saysWhy: /^\/[/*][\s\S]*?\bLong because\b/.test(text.slice(0, 800)),
    }))
    .sort((one, other) => one.lines - other.lines);
  const at = (share: number) => measured[Math.floor(share * (measured.length - 1))]?.lines ?? 0;
  return {
    median: at(0.5),
    p90: at(0.9),
    tooLong: measured
      .filter(({ lines, saysWhy }) => lines > MAX_LINES && !saysWhy)
      .map(({ path, lines }) => ({ path, lines })),
  };
}
