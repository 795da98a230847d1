/** One turn's speech bubble: its elements and their position. */
import type { BoxList } from "./box-list.ts";
import { boxAt, findLabelSpot, usualSpot, type Box, type Spot } from "./find-label-spot.ts";
import type { Pixel } from "./label-frame.ts";
import { beginSpeech, type Speech } from "./speech.ts";
import style from "./labels.module.css";

/** How often a displaced bubble checks whether its usual spot is free again. */
const SETTLES_SECONDS = 1.5;

export type BeginningTurn = {
  circleId: string;
  turnId: string;
  speakerId: string;
  speakerName: string;
  language: string;
};

export type Bubble = {
  readonly element: HTMLElement;
  readonly line: HTMLElement;
  readonly speech: Speech;
  readonly circleId: string;
  shown: string;
  /** Whether somebody else speaks now. */
  isOld: boolean;
  isGone: boolean;
  /** Its target; `hasRoom` is false when there is no room for it. */
  readonly spot: Spot;
  hasRoom: boolean;
  /** Its current position on the way there. */
  readonly drawn: Spot;
  sinceSettled: number;
  isPlaced: boolean;
  isFar: boolean;
  gone: number;
  width: number;
  height: number;
  readonly head: { x: number; y: number };
  readonly bounds: Box;
  /** The box it covers at its target. */
  readonly covered: Box;
  /** Last written, rounded: unchanged values are not written again. */
  x: number;
  y: number;
  tail: number;
  layer: number;
};

const noBox = (): Box => ({ left: 0, top: 0, right: 0, bottom: 0 });
const box = noBox();

/** @param bounds the area it stays in: the same object for all frames */
export function createBubble(turn: BeginningTurn, bounds: Box): Bubble {
  const { circleId, turnId, speakerId, speakerName, language } = turn;
  const element = document.createElement("div");
  const lines = document.createElement("div");
  const line = document.createElement("span");
  const name = document.createElement("b");
  name.textContent = speakerName;
  name.dir = lines.dir = "auto";
  lines.lang = language;
  element.className = `${style.label} ${style.bubble}`;
  lines.className = style.lines!;
  lines.append(line);
  element.append(name, lines);
  element.hidden = true;
  return {
    element,
    line,
    circleId,
    speech: beginSpeech(turnId, speakerId),
    shown: "",
    isOld: false,
    isGone: false,
    spot: usualSpot(),
    hasRoom: true,
    drawn: usualSpot(),
    sinceSettled: 0,
    isPlaced: false,
    isFar: false,
    gone: 0,
    width: 0,
    height: 0,
    head: { x: 0, y: 0 },
    bounds,
    covered: noBox(),
    x: NaN,
    y: NaN,
    tail: NaN,
    layer: NaN,
  };
}

/** Finds room and moves there smoothly. */
export function settle(bubble: Bubble, dt: number, taken: BoxList): void {
  bubble.sinceSettled += dt;
  const hadRoom = bubble.hasRoom;
  if (!hadRoom || bubble.sinceSettled > SETTLES_SECONDS) {
    bubble.sinceSettled = 0;
    bubble.spot.aside = bubble.spot.lift = 0;
  }
  const isFound = findLabelSpot(bubble, taken, bubble.spot);
  // Older speech may be hidden altogether, the current one not.
  bubble.hasRoom = isFound || !bubble.isOld;
  if (!isFound) bubble.spot.aside = bubble.spot.lift = 0;
  if (bubble.hasRoom !== hadRoom) bubble.element.toggleAttribute("data-crowded", !bubble.hasRoom);
  if (!bubble.hasRoom) return;
  const ease = bubble.isPlaced && hadRoom ? 1 - Math.exp(-dt / 0.15) : 1;
  bubble.isPlaced = true;
  bubble.drawn.aside += (bubble.spot.aside - bubble.drawn.aside) * ease;
  bubble.drawn.lift += (bubble.spot.lift - bubble.drawn.lift) * ease;
}

/** Unchanged values are not written again. */
export function place(bubble: Bubble, at: Pixel): void {
  const { element } = bubble;
  boxAt(bubble, bubble.drawn, box);
  const middle = (box.left + box.right) / 2;
  const reach = bubble.width / 2 - 18;
  const x = Math.round(middle * 10) / 10;
  const y = Math.round(box.bottom * 10) / 10;
  const tail = Math.round(Math.max(-reach, Math.min(reach, at.x - middle)));
  const layer = (bubble.isOld ? 2000 : 3000) - Math.round(at.depth * 10);
  if (bubble.x !== x || bubble.y !== y) {
    bubble.x = x;
    bubble.y = y;
    element.style.transform = `translate(${x}px, ${y}px) translate(-50%, -100%)`;
  }
  if (bubble.tail !== tail) element.style.setProperty("--tail", `${(bubble.tail = tail)}px`);
  if (bubble.layer !== layer) element.style.zIndex = String((bubble.layer = layer));
}
