/** Text on surfaces of the world: as large as it fits, in lines of whole words; where there is more, it ends with dots. */
import { directionOf } from "./direction-of.ts";

/** `x`, `y`: its middle. */
export type TextBox = { x: number; y: number; width: number; height: number };
export type TextSizes = { largestPx: number; smallestPx: number };

const LINE_HEIGHT = 1.25;
const OPENING_BRACKET = /^\p{Ps}/u;

/** In the pen's colour. */
export function drawText(pen: CanvasRenderingContext2D, text: string, box: TextBox, sizes: TextSizes): void {
  const widthOf = (line: string, sizePx: number) => {
    pen.font = `${sizePx}px system-ui, sans-serif`;
    return pen.measureText(line).width;
  };
  pen.direction = directionOf(text);
  pen.textAlign = "center";
  pen.textBaseline = "middle";
  const { sizePx, lines } = fitText(text, box, sizes, widthOf);
  pen.font = `${sizePx}px system-ui, sans-serif`;
  lines.forEach((line, index) =>
    pen.fillText(line, box.x, box.y + (index - (lines.length - 1) / 2) * sizePx * LINE_HEIGHT, box.width),
  );
}

/** @param widthOf a line at a size, in pixels */
export function fitText(
  text: string,
  { width, height }: Pick<TextBox, "width" | "height">,
  { largestPx, smallestPx }: TextSizes,
  widthOf: (line: string, sizePx: number) => number,
): { sizePx: number; lines: string[] } {
  for (let sizePx = largestPx; ; sizePx = Math.max(smallestPx, Math.floor(sizePx * 0.9))) {
    const fits = (line: string) => widthOf(line, sizePx) <= width;
    const lines = text.split("\n").flatMap((paragraph) => breakLines(paragraph, fits));
    const room = Math.max(1, Math.floor(height / (sizePx * LINE_HEIGHT)));
    if (lines.length <= room) return { sizePx, lines };
    if (sizePx <= smallestPx) return { sizePx, lines: [...lines.slice(0, room - 1), cutLine(lines[room - 1]!, fits)] };
  }
}

function cutLine(line: string, fits: (line: string) => boolean): string {
  const characters = charactersOf(line);
  while (characters.length > 0 && !fits(`${characters.join("")}…`)) characters.pop();
  return `${characters.join("")}…`;
}

/** Whole ones, as people count them. */
const charactersOf = (text: string): string[] => [...new Intl.Segmenter().segment(text)].map(({ segment }) => segment);

/** By words as the language has them; a word that is too long for a line, by characters. */
export function breakLines(paragraph: string, fits: (line: string) => boolean): string[] {
  const lines = [""];
  const add = (piece: string): boolean => {
    const longer = lines.at(-1) + piece;
    if (!fits(longer.trimEnd())) return false;
    lines[lines.length - 1] = longer;
    return true;
  };
  for (const word of wordsOf(paragraph)) {
    if (add(word)) continue;
    if (lines.at(-1) !== "") lines.push("");
    if (add(word.trimStart())) continue;
    for (const character of charactersOf(word)) if (!add(character)) lines.push(character);
  }
  return lines.map((line) => line.trimEnd());
}

/**
 * With the signs that belong to them: none that opens a word ends a line, none that closes one begins it. Where a
 * quotation mark stands says which of the two it does: “ closes in German.
 */
function wordsOf(paragraph: string): string[] {
  const words: string[] = [];
  let isOpen = false;
  for (const { segment, isWordLike } of new Intl.Segmenter(undefined, { granularity: "word" }).segment(paragraph)) {
    const isSpace = segment.trim() === "";
    const isFirst = (words.at(-1) ?? "").trim() === "";
    const isSign = !isWordLike && !isSpace;
    const opens: boolean = isSign && (isFirst || isOpen || OPENING_BRACKET.test(segment));
    if (!isSpace && !isFirst && (isOpen || (isSign && !opens))) words[words.length - 1] += segment;
    else words.push(segment);
    isOpen = opens;
  }
  return words;
}
