/** Charts as pictures that stand by themselves: with title, legend and note, in the colours of the light page, on white. */
import { plot } from "@observablehq/plot";
import { chartColour } from "../../panels/money/usage/chart-colours.ts";
import { CHART_FONT_PX } from "../../../schema/rules/chart-font.ts";
import type { FigureProps, LegendEntry } from "./figure-props.ts";
import { wrapText } from "./wrap-text.ts";

const WIDTH_PX = 760;
const MARGIN_PX = 20;
const LINE_PX = 20;
const WORDS_PX = WIDTH_PX - 2 * MARGIN_PX;
/** Part of a line that is written on: where the page's font is missing, another takes more room. */
const FILLED = 0.9;
const PLAIN = { weight: 400, size: CHART_FONT_PX };
const TITLE = { weight: 650, size: CHART_FONT_PX + 3 };
/** Pixels of a picture for one of the drawing. */
const SHARPNESS = 2;
/** What style sheets may set; a file has none. */
const STYLES = ["fill", "stroke", "stroke-width", "stroke-opacity", "font-family", "font-size", "font-weight"];

type Picture = Pick<FigureProps, "title" | "note" | "legend" | "draw">;

export function drawSvg(picture: Picture): string {
  const sheet = compose(picture);
  const host = document.createElement("div");
  // Colours of tokens are computed only in the page, by the scheme of the place where they stand.
  host.style.cssText = "position: fixed; inset-inline-start: -9999px; color-scheme: light; color: #000";
  host.append(sheet);
  document.body.append(host);
  for (const part of [sheet, ...sheet.querySelectorAll<SVGElement>("*")]) fixStyles(part);
  host.remove();
  return new XMLSerializer().serializeToString(sheet);
}

/** Rejects where the browser cannot draw it. */
export async function drawPng(picture: Picture): Promise<Uint8Array> {
  const svg = drawSvg(picture);
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  await image.decode();
  const canvas = document.createElement("canvas");
  Object.assign(canvas, { width: image.width * SHARPNESS, height: image.height * SHARPNESS });
  canvas.getContext("2d")!.drawImage(image, 0, 0, canvas.width, canvas.height);
  const file = await new Promise<Blob | null>((done) => canvas.toBlob(done, "image/png"));
  if (!file) throw new Error("the browser made no picture");
  return new Uint8Array(await file.arrayBuffer());
}

function compose({ title, note, legend = [], draw }: Picture): SVGSVGElement {
  const sheet = make("svg", { xmlns: "http://www.w3.org/2000/svg", width: WIDTH_PX }) as SVGSVGElement;
  let top = MARGIN_PX + LINE_PX / 2;
  const write = (text: string, look = PLAIN, indent = 0) => {
    for (const line of wrapText(text, (WORDS_PX - indent) * FILLED, measureText(look))) {
      sheet.append(textAt(MARGIN_PX + indent, top, line, look));
      top += LINE_PX;
    }
  };
  write(title, TITLE);
  for (const entry of legend) {
    sheet.append(...swatch(entry, top));
    write(entry.label, PLAIN, LINE_PX);
  }
  const style = { fontSize: `${CHART_FONT_PX}px` };
  const chart = plot({ width: WORDS_PX, style, ...draw(WORDS_PX) }) as SVGSVGElement;
  for (const [name, value] of Object.entries({ x: MARGIN_PX, y: top })) chart.setAttribute(name, String(value));
  sheet.append(chart);
  top += Number(chart.getAttribute("height")) + LINE_PX;
  write(note);
  sheet.setAttribute("height", String(top));
  sheet.setAttribute("viewBox", `0 0 ${WIDTH_PX} ${top}`);
  sheet.prepend(make("rect", { width: WIDTH_PX, height: top, fill: "#fff" }));
  return sheet;
}

function swatch({ mark, colour = chartColour(0) }: LegendEntry, top: number): SVGElement[] {
  const box = { x: MARGIN_PX, y: top - 10, width: 12, height: 12 };
  if (mark === "bar") return [make("rect", { ...box, fill: colour })];
  if (mark === "line") return [make("rect", { ...box, width: 3, fill: "#000" })];
  return [make("rect", { ...box, rx: mark === "ring" ? 6 : 0, fill: "none", stroke: "#000", "stroke-width": 1.5 })];
}

type Look = typeof PLAIN;

/** @returns pixels that a line takes */
function measureText({ weight, size }: Look): (line: string) => number {
  const context = document.createElement("canvas").getContext("2d")!;
  context.font = `${weight} ${size}px ${getComputedStyle(document.body).fontFamily}`;
  return (line) => context.measureText(line).width;
}

function textAt(x: number, y: number, text: string, { weight, size }: Look): SVGElement {
  const line = make("text", { x, y, fill: "#000", "font-size": size, "font-weight": weight });
  line.setAttribute("style", "font-family: var(--font)");
  line.textContent = text;
  return line;
}

function make(name: string, attributes: object): SVGElement {
  const element = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, String(value));
  return element;
}

function fixStyles(part: SVGElement): void {
  const computed = getComputedStyle(part);
  const fixed = STYLES.map((name) => `${name}: ${computed.getPropertyValue(name)}`);
  part.setAttribute("style", fixed.join("; "));
}
