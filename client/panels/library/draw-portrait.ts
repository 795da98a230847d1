/** A persona's portrait as a picture: its mask above its cloth, and its name. */
import type { Look } from "../../../schema/messages/look.ts";
import { maskSvg } from "../../scene/mask-art.ts";

/** The shape that tools for character cards show. */
const WIDTH = 400;
const HEIGHT = 600;
const MASK = 300;

export async function drawPortrait(look: Look, name: string): Promise<Uint8Array> {
  const canvas = Object.assign(document.createElement("canvas"), { width: WIDTH, height: HEIGHT });
  const paint = canvas.getContext("2d");
  if (!paint) throw new Error("This browser draws no pictures.");
  const [main, second, accent] = look.palette;
  const ground = paint.createLinearGradient(0, 0, 0, HEIGHT);
  ground.addColorStop(0, second);
  ground.addColorStop(1, main);
  paint.fillStyle = ground;
  paint.fillRect(0, 0, WIDTH, HEIGHT);
  drawShoulders(paint, main, accent);
  const mask = new Image();
  mask.src = `data:image/svg+xml,${encodeURIComponent(maskSvg(look, MASK))}`;
  await mask.decode();
  paint.drawImage(mask, (WIDTH - MASK) / 2, 110, MASK, MASK);
  writeName(paint, name);
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, "image/png"));
  if (!blob) throw new Error("This browser draws no pictures.");
  return new Uint8Array(await blob.arrayBuffer());
}

function drawShoulders(paint: CanvasRenderingContext2D, main: string, accent: string): void {
  paint.fillStyle = main;
  paint.strokeStyle = accent;
  paint.lineWidth = 10;
  paint.beginPath();
  paint.moveTo(20, HEIGHT + 10);
  paint.bezierCurveTo(40, 420, 120, 380, WIDTH / 2, 380);
  paint.bezierCurveTo(WIDTH - 120, 380, WIDTH - 40, 420, WIDTH - 20, HEIGHT + 10);
  paint.fill();
  paint.stroke();
}

function writeName(paint: CanvasRenderingContext2D, name: string): void {
  paint.fillStyle = "rgb(20 14 18 / 70%)";
  paint.fillRect(0, HEIGHT - 76, WIDTH, 76);
  paint.fillStyle = "#fff4dc";
  paint.font = "600 28px Inter Variable, sans-serif";
  paint.textAlign = "center";
  paint.fillText(name, WIDTH / 2, HEIGHT - 29, WIDTH - 32);
}
