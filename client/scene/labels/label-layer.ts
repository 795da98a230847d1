/** Names and topics over the canvas, as elements: crisp at any size, and in the page's own font. */
import { Vector3 } from "three";
import { BUBBLE_REACH_M, Bubbles, TOP_BAR_PX, type Face } from "./bubbles.ts";
import { project, type LabelFrame, type Pixel } from "./label-frame.ts";
import style from "./labels.module.css";

const NAME_REACH_M = 18;
const TOPIC_REACH_M = 34;
const TOPIC_HEIGHT_M = 2.75;
const MAX_NAMES = 28;

const spot = new Vector3();

export class LabelLayer {
  readonly bubbles: Bubbles;
  #layer: HTMLElement;
  #elements = new Map<string, HTMLElement>();
  #sizes = new WeakMap<HTMLElement, { width: number; height: number }>();
  #used = new Set<string>();

  constructor(overlay: HTMLElement) {
    this.#layer = document.createElement("div");
    this.#layer.className = style.layer!;
    overlay.append(this.#layer);
    this.bubbles = new Bubbles(this.#layer);
  }

  draw(frame: LabelFrame): void {
    this.#used.clear();
    const near = [...frame.figures].flatMap((figure) => {
      const top = frame.topOf(figure.id, spot);
      const at = top && project(frame, top);
      return at ? [{ id: figure.id, avatar: figure.avatar, at }] : [];
    });
    // Speech first: names and topics keep out of its way.
    this.bubbles.draw(
      frame,
      near.filter(({ at }) => at.depth < BUBBLE_REACH_M).map(({ id, at }) => faceAt(id, at, frame)),
    );
    this.#drawNames(frame, near);
    this.#drawTopics(frame);
    for (const [id, element] of this.#elements) {
      if (this.#used.has(id)) continue;
      element.remove();
      this.#elements.delete(id);
    }
  }

  dispose(): void {
    this.#layer.remove();
  }

  #elementOf(id: string, kind: string, text: string): HTMLElement {
    let element = this.#elements.get(id);
    if (!element) {
      element = document.createElement("div");
      element.className = `${style.label} ${kind}`;
      element.dir = "auto";
      this.#layer.append(element);
      this.#elements.set(id, element);
    }
    if (element.textContent !== text) {
      element.textContent = text;
      this.#sizes.set(element, { width: element.offsetWidth, height: element.offsetHeight });
    }
    this.#used.add(id);
    return element;
  }

  #drawNames(frame: LabelFrame, near: readonly { id: string; avatar: { name: string }; at: Pixel }[]): void {
    let shown = 0;
    for (const { id, avatar, at } of near) {
      const isPointedAt = id === frame.pointedAtId;
      const reach = isPointedAt ? NAME_REACH_M * 3 : NAME_REACH_M;
      if (id === frame.ownId || at.depth > reach || this.bubbles.speaks(id) || (shown >= MAX_NAMES && !isPointedAt))
        continue;
      shown++;
      const element = this.#elementOf(`name ${id}`, style.name!, avatar.name);
      this.#put(element, frame, at, isPointedAt ? 1 : Math.min(1, (reach - at.depth) / 4));
      element.style.zIndex = String(1000 - Math.round(at.depth * 10));
    }
  }

  /** Speech goes over names and topics: what it or the edge would cut through is not shown. */
  #put(element: HTMLElement, frame: LabelFrame, { x, y }: { x: number; y: number }, opacity: number, scale = 1): void {
    const size = this.#sizes.get(element)!;
    const half = (size.width / 2) * scale;
    const top = y - size.height * scale;
    const { seenLeft, seenWidth, seenHeight } = frame;
    const isCut = x - half < seenLeft || x + half > seenLeft + seenWidth || y > seenHeight || top < TOP_BAR_PX;
    const isCovered = this.bubbles.covered.some(
      (box) => box.left < x + half && box.right > x - half && box.top < y && box.bottom > top,
    );
    element.style.opacity = isCut || isCovered ? "0" : opacity.toFixed(2);
    element.style.transform = `translate(${x.toFixed(1)}px, ${y.toFixed(1)}px) translate(-50%, -100%) scale(${scale.toFixed(3)})`;
  }

  #drawTopics(frame: LabelFrame): void {
    for (const circle of frame.circles) {
      const { id, status, x, z } = circle;
      const topic = frame.topicOf(circle);
      const at = project(frame, spot.set(x, frame.heightAt(x, z) + TOPIC_HEIGHT_M, z));
      if (!at || at.depth > TOPIC_REACH_M || topic === "" || status === "ended") continue;
      const element = this.#elementOf(`topic ${id}`, style.topic!, topic);
      element.dataset["status"] = status;
      this.#put(
        element,
        frame,
        at,
        Math.min(1, (TOPIC_REACH_M - at.depth) / 8),
        Math.max(0.72, Math.min(1, 14 / at.depth)),
      );
    }
  }
}

/** Where a face is, so that speech is kept off it. */
function faceAt(id: string, { x, y, depth }: Pixel, { camera, height }: LabelFrame): Face {
  const metre = height / (2 * Math.tan((camera.fov * Math.PI) / 360) * depth);
  return {
    id,
    depth,
    left: x - 0.34 * metre,
    right: x + 0.34 * metre,
    top: y + 0.18 * metre,
    bottom: y + 0.95 * metre,
  };
}
