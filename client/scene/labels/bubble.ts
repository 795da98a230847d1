/** One turn's speech bubble: its elements and their position. */
import type { BoxList, Box } from "./box-list.ts";
import { createLabel, move, type LabelElement } from "./label-element.ts";
import type { LabelFrame, Pixel } from "./label-frame.ts";
import { isOver, settle } from "./settle-label.ts";
import { beginSpeech, type Speech } from "./speech.ts";
import style from "./labels.module.css";

/** How far a bubble rises where there is no room. */
const MOST_LIFT_PX = 260;
/** One line with the padding of labels.module.css. */
const BRIEF_HEIGHT_PX = 40;

export type BeginningTurn = {
  circleId: string;
  turnId: string;
  speakerId: string;
  speakerName: string;
  language: string;
};

export type Bubble = LabelElement & {
  readonly line: HTMLElement;
  readonly speech: Speech;
  readonly circleId: string;
  shown: string;
  /** Whether somebody else speaks now. */
  isOld: boolean;
  isGone: boolean;
  isFar: boolean;
  /** Whether it shows only its last line. */
  isBrief: boolean;
  /** With all of its lines. */
  fullHeight: number;
  gone: number;
  /** Last written, rounded: unchanged values are not written again. */
  tail: number;
  layer: number;
};

/** @param bounds the area it stays in: the same object for all frames */
export function createBubble(turn: BeginningTurn, layer: HTMLElement, bounds: Box): Bubble {
  const { circleId, turnId, speakerId, speakerName, language } = turn;
  const label = createLabel(layer, style.bubble!, bounds, MOST_LIFT_PX);
  const { element } = label;
  const lines = document.createElement("div");
  const line = document.createElement("span");
  const name = document.createElement("b");
  name.textContent = speakerName;
  name.dir = lines.dir = "auto";
  lines.lang = language;
  lines.className = style.lines!;
  lines.append(line);
  element.append(name, lines);
  element.hidden = true;
  element.dataset["crowded"] = "";
  return {
    ...label,
    line,
    circleId,
    speech: beginSpeech(turnId, speakerId),
    shown: "",
    isOld: false,
    isGone: false,
    isFar: false,
    isBrief: false,
    fullHeight: 0,
    gone: 0,
    tail: NaN,
    layer: NaN,
  };
}

/**
 * Older speech is hidden where there is no room for it, the current one is not; either covers a board rather than a face,
 * but then only with its last line.
 */
export function findRoom(bubble: Bubble, frame: LabelFrame, taken: BoxList, boards: BoxList): void {
  const hadRoom = bubble.hasRoom;
  bubble.height = bubble.fullHeight;
  settle(bubble, frame, taken, !bubble.isOld, boards);
  bubble.isBrief = !bubble.isFar && isOver(bubble, boards, bubble.isBrief);
  if (bubble.isBrief) bubble.height = BRIEF_HEIGHT_PX;
  bubble.element.toggleAttribute("data-brief", bubble.isBrief);
  if (bubble.hasRoom !== hadRoom) bubble.element.toggleAttribute("data-crowded", !bubble.hasRoom);
}

/** Unchanged values are not written again. */
export function place(bubble: Bubble, at: Pixel): void {
  const { element } = bubble;
  move(bubble);
  const reach = bubble.width / 2 - 18;
  const tail = Math.round(Math.max(-reach, Math.min(reach, at.x - bubble.written.x)));
  const layer = (bubble.isOld ? 2000 : 3000) - Math.round(at.depth * 10);
  if (bubble.tail !== tail) element.style.setProperty("--tail", `${(bubble.tail = tail)}px`);
  if (bubble.layer !== layer) element.style.zIndex = String((bubble.layer = layer));
}
