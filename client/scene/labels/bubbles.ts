/** Speech above the speaker: it streams, keeps off faces, steps back and fades. */
import { Vector3 } from "three";
import { project, type LabelFrame } from "./label-frame.ts";
import { advanceSpeech, beginSpeech, type Speech } from "./speech.ts";
import style from "./labels.module.css";

/** Further away a bubble is only a dot. */
export const BUBBLE_REACH_M = 22;
const GAP_PX = 8;
const FADE_SECONDS = 0.4;
/** Faces further behind the speaker than this are too small to read anyway. */
const CARED_FOR_BEHIND_M = 9;
/** Where a bubble may go, nearest first: shares of its width to a side, pixels up. */
const ASIDE_SHARES = [0, 0.2, -0.2, 0.4, -0.4];
const LIFTS_PX = [0, 36, 80, 130];

/** Where a face is on the canvas, pixels, and how far from the eye, metres. */
export type Face = { id: string; depth: number; left: number; right: number; top: number; bottom: number };

type Bubble = {
  element: HTMLElement;
  line: HTMLElement;
  speech: Speech;
  circleId: string;
  shown: string;
  lift: number;
  aside: number;
  isPlaced: boolean;
  isFar: boolean;
  gone: number;
  width: number;
  height: number;
};

const spot = new Vector3();

export class Bubbles {
  #layer: HTMLElement;
  #bubbles = new Map<string, Bubble>();

  constructor(layer: HTMLElement) {
    this.#layer = layer;
  }

  /** Someone starts to speak; an older bubble of the same circle steps back. */
  beginTurn(circleId: string, turnId: string, speakerId: string, speakerName: string): void {
    for (const [id, bubble] of this.#bubbles) {
      if (bubble.speech.speakerId === speakerId) this.#dropBubble(id);
      else if (bubble.circleId === circleId) bubble.element.dataset["old"] = "";
    }
    const element = document.createElement("div");
    const lines = document.createElement("div");
    const line = document.createElement("span");
    const name = document.createElement("b");
    name.textContent = speakerName;
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
      lift: 0,
      aside: 0,
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

  draw(frame: LabelFrame, faces: readonly Face[]): void {
    for (const [id, bubble] of this.#bubbles) this.#drawBubble(id, bubble, frame, faces);
  }

  #dropBubble(id: string): void {
    this.#bubbles.get(id)?.element.remove();
    this.#bubbles.delete(id);
  }

  #drawBubble(id: string, bubble: Bubble, frame: LabelFrame, faces: readonly Face[]): void {
    const { element, speech } = bubble;
    const isStaying = advanceSpeech(speech, frame.dt);
    const top = frame.topOf(speech.speakerId, spot);
    const at = top && project(frame, top);
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
    const half = bubble.width / 2 + GAP_PX;
    const head = {
      x: Math.max(half, Math.min(frame.seenWidth - half, at.x)),
      y: Math.max(bubble.height + GAP_PX, at.y + 4),
    };
    const free = findFreeSpot(bubble, head, at.depth, faces);
    const ease = bubble.isPlaced ? 1 - Math.exp(-frame.dt / 0.15) : 1;
    bubble.isPlaced = true;
    bubble.aside += (free.aside - bubble.aside) * ease;
    bubble.lift += (free.lift - bubble.lift) * ease;
    const x = Math.max(half, Math.min(frame.seenWidth - half, head.x + bubble.aside));
    const y = Math.max(bubble.height + GAP_PX, head.y - bubble.lift);
    element.style.transform = `translate(${x.toFixed(1)}px, ${y.toFixed(1)}px) translate(-50%, -100%)`;
    element.style.setProperty("--tail", `${Math.max(-half + 26, Math.min(half - 26, at.x - x)).toFixed(0)}px`);
    element.style.zIndex = String(("old" in element.dataset ? 2000 : 3000) - Math.round(at.depth * 10));
  }
}

/** Beside or above its usual spot, where a bubble covers no face; its usual spot when there is none. */
function findFreeSpot(
  { width, height, speech }: Bubble,
  at: { x: number; y: number },
  depth: number,
  faces: readonly Face[],
): { aside: number; lift: number } {
  for (const lift of LIFTS_PX) {
    for (const share of ASIDE_SHARES) {
      const left = at.x + (share - 0.5) * width;
      const bottom = at.y - lift;
      if (bottom - height < 0) continue;
      const covers = faces.some(
        (head) =>
          head.id !== speech.speakerId &&
          head.depth < depth + CARED_FOR_BEHIND_M &&
          head.left < left + width &&
          head.right > left &&
          head.top < bottom &&
          head.bottom > bottom - height,
      );
      if (!covers) return { aside: share * width, lift };
    }
  }
  return { aside: 0, lift: 0 };
}
