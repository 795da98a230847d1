/** The picture of a board: text as large as it fits, or a picture in its own proportions. */
import { directionOf } from "../direction-of.ts";
import type { ShownBoard } from "./shown-boards.ts";

const PAPER = "#f4ecd8";
const INK = "#2e2620";
const LARGEST_PX = 84;
const SMALLEST_PX = 26;
const LINE_HEIGHT = 1.3;
const MARGIN = 0.06;

type Pen = CanvasRenderingContext2D;

/** Throws when the picture cannot be read. */
export async function paintBoard(canvas: HTMLCanvasElement, { text, picture, language }: ShownBoard): Promise<void> {
  const image = picture === null ? null : await readImage(picture);
  canvas.lang = language;
  const pen = canvas.getContext("2d")!;
  pen.fillStyle = PAPER;
  pen.fillRect(0, 0, canvas.width, canvas.height);
  if (image) drawPicture(pen, canvas, image);
  else drawText(pen, canvas, text);
}

async function readImage(address: string): Promise<HTMLImageElement> {
  const image = Object.assign(new Image(), { src: address });
  await image.decode();
  return image;
}

/** Drawn no larger than the canvas is, so that a large picture takes no more memory on the graphics card. */
function drawPicture(pen: Pen, { width, height }: HTMLCanvasElement, image: HTMLImageElement): void {
  const scale = Math.min(width / image.naturalWidth, height / image.naturalHeight);
  const [wide, high] = [image.naturalWidth * scale, image.naturalHeight * scale];
  pen.imageSmoothingQuality = "high";
  pen.drawImage(image, (width - wide) / 2, (height - high) / 2, wide, high);
}

function drawText(pen: Pen, { width, height }: HTMLCanvasElement, text: string): void {
  const most = { width: width * (1 - 2 * MARGIN), height: height * (1 - 2 * MARGIN) };
  let size = LARGEST_PX;
  let lines = fit(pen, text, size, most.width);
  while (size > SMALLEST_PX && lines.length * size * LINE_HEIGHT > most.height) {
    size = Math.max(SMALLEST_PX, Math.floor(size * 0.9));
    lines = fit(pen, text, size, most.width);
  }
  const room = Math.floor(most.height / (size * LINE_HEIGHT));
  if (lines.length > room) lines = [...lines.slice(0, room - 1), "…"];
  pen.fillStyle = INK;
  pen.direction = directionOf(text);
  pen.textAlign = "center";
  pen.textBaseline = "middle";
  lines.forEach((line, index) =>
    pen.fillText(line, width / 2, height / 2 + (index - (lines.length - 1) / 2) * size * LINE_HEIGHT, most.width),
  );
}

function fit(pen: Pen, text: string, size: number, width: number): string[] {
  pen.font = `${size}px system-ui, sans-serif`;
  return text.split("\n").flatMap((paragraph) => breakLines(paragraph, (line) => pen.measureText(line).width <= width));
}

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
    for (const { segment: character } of new Intl.Segmenter().segment(word)) if (!add(character)) lines.push(character);
  }
  return lines.map((line) => line.trimEnd());
}

/** With the signs that follow them, so that none begins a line. */
function wordsOf(paragraph: string): string[] {
  const words: string[] = [];
  for (const { segment, isWordLike } of new Intl.Segmenter(undefined, { granularity: "word" }).segment(paragraph)) {
    const last = words.at(-1);
    const follows = !isWordLike && segment.trim() !== "" && last !== undefined && last.trim() !== "";
    if (follows) words[words.length - 1] = last + segment;
    else words.push(segment);
  }
  return words;
}
