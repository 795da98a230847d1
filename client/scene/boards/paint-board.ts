/** The picture of a board: text as large as it fits, or a picture in its own proportions. */
import { drawText } from "../draw-text.ts";
import type { ShownBoard } from "./shown-boards.ts";

const PAPER = "#f4ecd8";
const INK = "#2e2620";
const SIZES = { largestPx: 84, smallestPx: 26 };
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
  else writeOn(pen, canvas, text);
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

function writeOn(pen: Pen, { width, height }: HTMLCanvasElement, text: string): void {
  pen.fillStyle = INK;
  const share = 1 - 2 * MARGIN;
  drawText(pen, text, { x: width / 2, y: height / 2, width: width * share, height: height * share }, SIZES);
}
