/** Names, topics and speech over the canvas, as elements: crisp at any size, and in the page's own font. */
import { Vector3, type PerspectiveCamera } from "three";
import { advanceSpeech, beginSpeech, type Speech } from "./speech.ts";
import style from "./labels.module.css";

const NAME_REACH_M = 15;
const TOPIC_REACH_M = 34;
const BUBBLE_REACH_M = 22;
const MOST_NAMES = 28;
const GAP_PX = 8;
const FADE_SECONDS = 0.4;
/** Faces this far behind the speaker belong to others; a bubble that cleared them too would float away from who speaks. */
const CARED_FOR_BEHIND_M = 3.5;
const MOST_LIFT_PX = 90;

/** What labels need to know in a frame. */
export type LabelFrame = {
  camera: PerspectiveCamera;
  width: number;
  height: number;
  dt: number;
  names: Iterable<{ id: string; name: string; isMine: boolean; isPointedAt: boolean }>;
  topics: Iterable<{ id: string; topic: string; status: string; x: number; y: number; z: number }>;
  /** The spot above a figure's head; null when it is not drawn. */
  topOf(id: string, target: Vector3): Vector3 | null;
};

type Box = { left: number; right: number; top: number; bottom: number };
type Bubble = { element: HTMLElement; line: HTMLElement; speech: Speech; circleId: string; shown: string; lift: number; gone: number; width: number; height: number };

const spot = new Vector3();

export class LabelLayer {
  #layer: HTMLElement;
  #elements = new Map<string, HTMLElement>();
  #used = new Set<string>();
  #bubbles = new Map<string, Bubble>();
  #heads: (Box & { id: string; depth: number })[] = [];

  constructor(overlay: HTMLElement) {
    this.#layer = document.createElement("div");
    this.#layer.className = style.layer!;
    overlay.append(this.#layer);
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
    this.#bubbles.set(turnId, { element, line, circleId, speech: beginSpeech(turnId, speakerId), shown: "", lift: 0, gone: 0, width: 0, height: 0 });
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

  draw(frame: LabelFrame): void {
    this.#used.clear();
    this.#heads.length = 0;
    this.#drawNames(frame);
    this.#drawTopics(frame);
    for (const [id, element] of this.#elements) {
      if (this.#used.has(id)) continue;
      element.remove();
      this.#elements.delete(id);
    }
    for (const [id, bubble] of this.#bubbles) this.#drawBubble(id, bubble, frame);
  }

  dispose(): void {
    this.#layer.remove();
  }

  #dropBubble(id: string): void {
    this.#bubbles.get(id)?.element.remove();
    this.#bubbles.delete(id);
  }

  /** Pixels on the canvas and metres from the eye; null when behind it or outside. */
  #project({ camera, width, height }: LabelFrame, at: Vector3): { x: number; y: number; depth: number } | null {
    const depth = at.distanceTo(camera.position);
    at.project(camera);
    if (at.z > 1 || Math.abs(at.x) > 1.15 || Math.abs(at.y) > 1.25) return null;
    return { x: (at.x * 0.5 + 0.5) * width, y: (0.5 - at.y * 0.5) * height, depth };
  }

  #elementOf(id: string, kind: string, text: string): HTMLElement {
    let element = this.#elements.get(id);
    if (!element) {
      element = document.createElement("div");
      element.className = `${style.label} ${kind}`;
      this.#layer.append(element);
      this.#elements.set(id, element);
    }
    if (element.textContent !== text) element.textContent = text;
    this.#used.add(id);
    return element;
  }

  #drawNames(frame: LabelFrame): void {
    const speaking = new Set([...this.#bubbles.values()].map(({ speech }) => speech.speakerId));
    let shown = 0;
    for (const { id, name, isMine, isPointedAt } of frame.names) {
      const top = frame.topOf(id, spot);
      const at = top && this.#project(frame, top);
      if (!at) continue;
      this.#rememberHead(id, at, frame.height);
      const reach = isPointedAt ? NAME_REACH_M * 3 : NAME_REACH_M;
      if (isMine || name === "" || at.depth > reach || speaking.has(id) || (shown >= MOST_NAMES && !isPointedAt)) continue;
      shown++;
      const element = this.#elementOf(`name ${id}`, style.name!, name);
      element.style.opacity = String(isPointedAt ? 1 : Math.min(1, (reach - at.depth) / 4));
      element.style.transform = `translate(${at.x.toFixed(1)}px, ${at.y.toFixed(1)}px) translate(-50%, -100%)`;
      element.style.zIndex = String(1000 - Math.round(at.depth * 10));
    }
  }

  /** Where faces are, so that speech is kept off them. */
  #rememberHead(id: string, { x, y, depth }: { x: number; y: number; depth: number }, height: number): void {
    if (depth > BUBBLE_REACH_M) return;
    const metre = height / (2 * Math.tan((46 * Math.PI) / 360) * depth);
    this.#heads.push({ id, depth, left: x - 0.34 * metre, right: x + 0.34 * metre, top: y + 0.18 * metre, bottom: y + 0.95 * metre });
  }

  #drawTopics(frame: LabelFrame): void {
    for (const { id, topic, status, x, y, z } of frame.topics) {
      const at = this.#project(frame, spot.set(x, y + 2.75, z));
      if (!at || at.depth > TOPIC_REACH_M || topic === "" || status === "ended") continue;
      const element = this.#elementOf(`topic ${id}`, style.topic!, topic);
      element.dataset["status"] = status;
      element.style.opacity = String(Math.min(1, (TOPIC_REACH_M - at.depth) / 8));
      element.style.transform = `translate(${at.x.toFixed(1)}px, ${at.y.toFixed(1)}px) translate(-50%, -100%) scale(${Math.max(0.72, Math.min(1, 14 / at.depth)).toFixed(3)})`;
    }
  }

  #drawBubble(id: string, bubble: Bubble, frame: LabelFrame): void {
    const { element, speech } = bubble;
    const isStaying = advanceSpeech(speech, frame.dt);
    const top = frame.topOf(speech.speakerId, spot);
    const at = top && this.#project(frame, top);
    if (!isStaying) {
      element.dataset["gone"] = "";
      bubble.gone += frame.dt;
      if (bubble.gone > FADE_SECONDS) return this.#dropBubble(id);
    }
    element.hidden = !at || speech.shown === "";
    if (!at || element.hidden) return;
    element.toggleAttribute("data-far", at.depth > BUBBLE_REACH_M);
    if (bubble.shown !== speech.shown) {
      bubble.shown = speech.shown;
      bubble.line.textContent = speech.shown;
    }
    // Measured once per change of words at most; positions never read the layout.
    if (bubble.width === 0 || bubble.shown.length % 5 === 0) {
      bubble.width = element.offsetWidth;
      bubble.height = element.offsetHeight;
    }
    const wanted = this.#liftOver(bubble, at);
    bubble.lift += (wanted - bubble.lift) * (1 - Math.exp(-frame.dt / 0.12));
    const half = bubble.width / 2 + GAP_PX;
    const x = Math.max(half, Math.min(frame.width - half, at.x));
    const y = Math.max(bubble.height + GAP_PX, at.y + 4 - bubble.lift);
    element.style.transform = `translate(${x.toFixed(1)}px, ${y.toFixed(1)}px) translate(-50%, -100%)`;
    element.style.zIndex = String(3000 - Math.round(at.depth * 10));
  }

  /** How far up a bubble must go so that it covers no face. */
  #liftOver({ width, height, speech }: Bubble, at: { x: number; y: number; depth: number }): number {
    let bottom = at.y + 4;
    for (let round = 0; round < 3; round++) {
      const covered = this.#heads.find(
        (head) => head.id !== speech.speakerId && head.depth < at.depth + CARED_FOR_BEHIND_M && head.left < at.x + width / 2 && head.right > at.x - width / 2 && head.top < bottom && head.bottom > bottom - height,
      );
      if (!covered) break;
      const above = covered.top - GAP_PX;
      // Off the screen is no place either.
      if (above - height < 0) break;
      bottom = Math.min(bottom, above);
    }
    return Math.min(at.y + 4 - bottom, MOST_LIFT_PX);
  }
}
