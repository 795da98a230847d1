/** Speech above the speaker: it streams, keeps off faces and other speech, steps back and fades. */
import { Vector3 } from "three";
import { boxAt, findLabelSpot, USUAL_SPOT, type Box, type Spot } from "./find-label-spot.ts";
import { project, type LabelFrame, type Pixel } from "./label-frame.ts";
import { advanceSpeech, beginSpeech, type Speech } from "./speech.ts";
import style from "./labels.module.css";

/** Further away a bubble is only a dot. */
export const BUBBLE_REACH_M = 22;
const GAP_PX = 8;
/** Place and connection are told there. */
export const TOP_BAR_PX = 64;
const TAIL_PX = 10;
const FADE_SECONDS = 0.4;
/** Faces further behind the speaker than this are too small to read anyway. */
const CARED_FOR_BEHIND_M = 9;
/** A bubble that had to move aside looks this often whether its usual spot is free again. */
const SETTLES_SECONDS = 1.5;

/** Where a face is on the canvas, and how far from the eye, metres. */
export type Face = Box & { id: string; depth: number };

type BeginningTurn = { circleId: string; turnId: string; speakerId: string; speakerName: string; language: string };

type Bubble = {
  element: HTMLElement;
  line: HTMLElement;
  speech: Speech;
  circleId: string;
  shown: string;
  /** Where it goes; null where there is no room for it. */
  spot: Spot | null;
  /** Where it is on its way there. */
  drawn: Spot;
  sinceSettled: number;
  isPlaced: boolean;
  isFar: boolean;
  gone: number;
  width: number;
  height: number;
};

const spot = new Vector3();
const speakerAt: Pixel = { x: 0, y: 0, depth: 0 };

export class Bubbles {
  /** What speech covers now. */
  #covered: Box[] = [];
  #layer: HTMLElement;
  #bubbles = new Map<string, Bubble>();

  constructor(layer: HTMLElement) {
    this.#layer = layer;
  }

  /** Someone starts to speak; an older bubble of the same circle steps back. */
  beginTurn({ circleId, turnId, speakerId, speakerName, language }: BeginningTurn): void {
    for (const [id, bubble] of this.#bubbles) {
      if (bubble.speech.speakerId === speakerId) this.#dropBubble(id);
      else if (bubble.circleId === circleId) bubble.element.dataset["old"] = "";
    }
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
    this.#layer.append(element);
    this.#bubbles.set(turnId, {
      element,
      line,
      circleId,
      speech: beginSpeech(turnId, speakerId),
      shown: "",
      spot: USUAL_SPOT,
      drawn: { ...USUAL_SPOT },
      sinceSettled: 0,
      isPlaced: false,
      isFar: false,
      gone: 0,
      width: 0,
      height: 0,
    });
  }

  say(turnId: string, text: string): void {
    const bubble = this.#bubbles.get(turnId);
    if (bubble) bubble.speech.text += text;
  }

  endTurn(turnId: string, text: string): void {
    const bubble = this.#bubbles.get(turnId);
    if (!bubble) return;
    bubble.speech.text = text;
    bubble.speech.isEnded = true;
    if (text === "") this.#dropBubble(turnId);
  }

  clear(): void {
    for (const id of this.#bubbles.keys()) this.#dropBubble(id);
  }

  speaks(id: string): boolean {
    for (const { speech } of this.#bubbles.values()) if (speech.speakerId === id) return true;
    return false;
  }

  /** Names and topics keep out of the way of speech. */
  covers(left: number, top: number, right: number, bottom: number): boolean {
    for (const box of this.#covered)
      if (box.left < right && box.right > left && box.top < bottom && box.bottom > top) return true;
    return false;
  }

  draw(frame: LabelFrame, faces: readonly Face[]): void {
    this.#covered.length = 0;
    if (this.#bubbles.size === 0) return;
    // Who speaks now comes first, and older words find room around.
    for (const [id, bubble] of [...this.#bubbles].reverse()) this.#drawBubble(id, bubble, frame, faces);
  }

  #dropBubble(id: string): void {
    this.#bubbles.get(id)?.element.remove();
    this.#bubbles.delete(id);
  }

  #drawBubble(id: string, bubble: Bubble, frame: LabelFrame, faces: readonly Face[]): void {
    const { element, speech } = bubble;
    const isStaying = advanceSpeech(speech, frame.dt);
    const top = frame.topOf(speech.speakerId, spot);
    const at = top && project(frame, top, speakerAt);
    if (!isStaying) {
      element.dataset["gone"] = "";
      bubble.gone += frame.dt;
      if (bubble.gone > FADE_SECONDS) return this.#dropBubble(id);
    }
    element.hidden = !at || speech.shown === "";
    if (!at || element.hidden) return;
    const isFar = at.depth > BUBBLE_REACH_M;
    // The layout is read when words or size changed, never for a mere move.
    if (bubble.shown !== speech.shown || bubble.isFar !== isFar) {
      bubble.shown = speech.shown;
      bubble.isFar = isFar;
      bubble.line.textContent = speech.shown;
      element.toggleAttribute("data-far", isFar);
      bubble.width = element.offsetWidth;
      bubble.height = element.offsetHeight;
    }
    const bounds = {
      left: frame.seenLeft + GAP_PX,
      top: TOP_BAR_PX,
      right: frame.seenLeft + frame.seenWidth - GAP_PX,
      bottom: frame.seenHeight - GAP_PX,
    };
    const head = { x: at.x, y: at.y + 4 - TAIL_PX };
    this.#settle(bubble, frame.dt, head, bounds, [
      ...this.#covered,
      ...faces.filter(({ id, depth }) => id !== speech.speakerId && depth < at.depth + CARED_FOR_BEHIND_M),
    ]);
    element.toggleAttribute("data-crowded", bubble.spot === null);
    if (!bubble.spot) return;
    const box = boxAt(bubble, head, bubble.drawn, bounds);
    if (!("gone" in element.dataset)) this.#covered.push(boxAt(bubble, head, bubble.spot, bounds));
    const x = (box.left + box.right) / 2;
    const reach = bubble.width / 2 - 18;
    element.style.transform = `translate(${x.toFixed(1)}px, ${box.bottom.toFixed(1)}px) translate(-50%, -100%)`;
    element.style.setProperty("--tail", `${Math.max(-reach, Math.min(reach, at.x - x)).toFixed(0)}px`);
    element.style.zIndex = String(("old" in element.dataset ? 2000 : 3000) - Math.round(at.depth * 10));
  }

  #settle(bubble: Bubble, dt: number, head: { x: number; y: number }, bounds: Box, taken: readonly Box[]): void {
    bubble.sinceSettled += dt;
    const isSettling = bubble.spot === null || bubble.sinceSettled > SETTLES_SECONDS;
    if (isSettling) bubble.sinceSettled = 0;
    const wasSpot = bubble.spot;
    const free = findLabelSpot(bubble, head, bounds, taken, isSettling ? USUAL_SPOT : (wasSpot ?? USUAL_SPOT));
    // Older words may give way altogether, the present ones not.
    bubble.spot = free ?? ("old" in bubble.element.dataset ? null : USUAL_SPOT);
    if (!bubble.spot) return;
    const ease = bubble.isPlaced && wasSpot ? 1 - Math.exp(-dt / 0.15) : 1;
    bubble.isPlaced = true;
    bubble.drawn.aside += (bubble.spot.aside - bubble.drawn.aside) * ease;
    bubble.drawn.lift += (bubble.spot.lift - bubble.drawn.lift) * ease;
  }
}
