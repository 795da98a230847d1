/** Names, topics and speech over the canvas, as elements: crisp at any size, and in the page's own font. */
import { Vector3, type PerspectiveCamera } from "three";
import { advanceSpeech, beginSpeech, type Speech } from "./speech.ts";
import style from "./labels.module.css";

const NAME_REACH_M = 15;
const TOPIC_REACH_M = 34;
const BUBBLE_REACH_M = 22;
const TOPIC_HEIGHT_M = 2.75;
const MOST_NAMES = 28;
const GAP_PX = 8;
const FADE_SECONDS = 0.4;
/** Faces further behind the speaker than this are too small to read anyway. */
const CARED_FOR_BEHIND_M = 9;
/** Where a bubble may go, nearest first: shares of its width to a side, pixels up. */
const ASIDE_SHARES = [0, 0.2, -0.2, 0.4, -0.4];
const LIFTS_PX = [0, 36, 80, 130];

/** What labels need to know in a frame. */
export type LabelFrame = {
  camera: PerspectiveCamera;
  width: number;
  height: number;
  /** Pixels from the left that no panel hides. */
  seenWidth: number;
  dt: number;
  ownId: string;
  pointedAtId: string;
  /** Nearest first. */
  figures: Iterable<{ id: string; avatar: { name: string } }>;
  circles: Iterable<{ id: string; topic: string; status: string; x: number; z: number }>;
  /** The spot above a figure's head; null when it is not drawn. */
  topOf(id: string, target: Vector3): Vector3 | null;
  heightAt(x: number, z: number): number;
};

type Box = { left: number; right: number; top: number; bottom: number };
type Bubble = { element: HTMLElement; line: HTMLElement; speech: Speech; circleId: string; shown: string; lift: number; aside: number; isPlaced: boolean; isFar: boolean; gone: number; width: number; height: number };

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
    this.#bubbles.set(turnId, { element, line, circleId, speech: beginSpeech(turnId, speakerId), shown: "", lift: 0, aside: 0, isPlaced: false, isFar: false, gone: 0, width: 0, height: 0 });
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
    for (const { id, avatar } of frame.figures) {
      const isPointedAt = id === frame.pointedAtId;
      const top = frame.topOf(id, spot);
      const at = top && this.#project(frame, top);
      if (!at) continue;
      this.#rememberHead(id, at, frame.height);
      const reach = isPointedAt ? NAME_REACH_M * 3 : NAME_REACH_M;
      if (id === frame.ownId || at.depth > reach || speaking.has(id) || (shown >= MOST_NAMES && !isPointedAt)) continue;
      shown++;
      const element = this.#elementOf(`name ${id}`, style.name!, avatar.name);
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
    for (const { id, topic, status, x, z } of frame.circles) {
      const at = this.#project(frame, spot.set(x, frame.heightAt(x, z) + TOPIC_HEIGHT_M, z));
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
    const head = { x: Math.max(half, Math.min(frame.seenWidth - half, at.x)), y: Math.max(bubble.height + GAP_PX, at.y + 4) };
    const free = this.#findFreeSpot(bubble, head, at.depth);
    const ease = bubble.isPlaced ? 1 - Math.exp(-frame.dt / 0.15) : 1;
    bubble.isPlaced = true;
    bubble.aside += (free.aside - bubble.aside) * ease;
    bubble.lift += (free.lift - bubble.lift) * ease;
    const x = Math.max(half, Math.min(frame.seenWidth - half, head.x + bubble.aside));
    const y = Math.max(bubble.height + GAP_PX, head.y - bubble.lift);
    element.style.transform = `translate(${x.toFixed(1)}px, ${y.toFixed(1)}px) translate(-50%, -100%)`;
    element.style.setProperty("--tail", `${Math.max(-half + 26, Math.min(half - 26, at.x - x)).toFixed(0)}px`);
    element.style.zIndex = String(3000 - Math.round(at.depth * 10));
  }

  /** Beside or above its usual spot, where a bubble covers no face; its usual spot when there is none. */
  #findFreeSpot({ width, height, speech }: Bubble, at: { x: number; y: number }, depth: number): { aside: number; lift: number } {
    for (const lift of LIFTS_PX) {
      for (const share of ASIDE_SHARES) {
        const left = at.x + (share - 0.5) * width;
        const bottom = at.y - lift;
        if (bottom - height < 0) continue;
        const covers = this.#heads.some(
          (head) =>
            head.id !== speech.speakerId && head.depth < depth + CARED_FOR_BEHIND_M && head.left < left + width && head.right > left && head.top < bottom && head.bottom > bottom - height,
        );
        if (!covers) return { aside: share * width, lift };
      }
    }
    return { aside: 0, lift: 0 };
  }
}
