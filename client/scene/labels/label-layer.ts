/** Names and topics over the canvas, as elements: crisp at any size, and in the page's own font. */
import { Vector3 } from "three";
import { BoxList } from "./box-list.ts";
import { BUBBLE_REACH_M, Bubbles, TOP_BAR_PX, type Face } from "./bubbles.ts";
import type { Box } from "./find-label-spot.ts";
import { liftOver } from "./lift-over.ts";
import { project, projectBoard, startFrame, type LabelFrame, type LabelledWorld, type Pixel } from "./label-frame.ts";
import type { WorldCircle } from "../world-types.ts";
import style from "./labels.module.css";

const NAME_REACH_M = 18;
const TOPIC_REACH_M = 34;
const TOPIC_HEIGHT_M = 2.75;
const MAX_NAMES = 28;

const NAME_CLASS = `${style.label} ${style.name}`;
const TOPIC_CLASS = `${style.label} ${style.topic}`;

const spot = new Vector3();
/** The current label's pose: numbers passed to a function may be boxed as objects. */
const pose = { x: 0, y: 0, scale: 1, opacity: 1 };
const NONE = new BoxList();
const box: Box = { left: 0, top: 0, right: 0, bottom: 0 };
const topicAt: Pixel = { x: 0, y: 0, depth: 0 };

type Label = {
  element: HTMLElement;
  text: string;
  width: number;
  height: number;
  /** Whether it is used in this frame. */
  isUsed: boolean;
  /** Last written, rounded: unchanged values are not written again. */
  opacity: number;
  x: number;
  y: number;
  scale: number;
  layer: number;
  status: string;
};

/** A figure in the picture. The objects are reused: a frame allocates none. */
type Seen = { id: string; name: string; at: Pixel; face: Face };
const newSeen = (): Seen => ({
  id: "",
  name: "",
  at: { x: 0, y: 0, depth: 0 },
  face: { id: "", depth: 0, left: 0, right: 0, top: 0, bottom: 0 },
});

export class LabelLayer {
  readonly bubbles: Bubbles;
  /** Update it before `draw`. */
  readonly frame: LabelFrame;
  #layer: HTMLElement;
  #names = new Map<string, Label>();
  #topics = new Map<string, Label>();
  #seen: Seen[] = [];
  #faces = new BoxList<Face>();
  /** What topics keep off. */
  #boards = new BoxList();
  #boardBoxes: Box[] = [];

  constructor(overlay: HTMLElement, world: LabelledWorld) {
    this.frame = startFrame(world);
    this.#layer = document.createElement("div");
    this.#layer.className = style.layer!;
    overlay.append(this.#layer);
    this.bubbles = new Bubbles(this.#layer);
  }

  /** While nothing moves and nothing is said, a frame allocates nothing. */
  draw(): void {
    const { frame } = this;
    const count = this.#look(frame);
    // Speech first: names and topics avoid it.
    this.bubbles.draw(frame, this.#faces);
    this.#drawNames(frame, count);
    this.#lookAtBoards(frame);
    frame.circles.forEach(this.#drawTopic);
    this.#names.forEach(sweep);
    this.#topics.forEach(sweep);
  }

  #lookAtBoards(frame: LabelFrame): void {
    this.#boards.clear();
    for (const board of frame.boards()) {
      const covered = (this.#boardBoxes[this.#boards.count] ??= { left: 0, top: 0, right: 0, bottom: 0 });
      if (projectBoard(frame, board, covered)) this.#boards.add(covered);
    }
  }

  dispose(): void {
    this.#layer.remove();
  }

  /** Collects the figures in the picture, nearest first; returns their number. */
  #look(frame: LabelFrame): number {
    let count = 0;
    this.#faces.clear();
    for (const figure of frame.figures) {
      const seen = (this.#seen[count] ??= newSeen());
      const top = frame.topOf(figure.id, spot);
      if (!top || !project(frame, top, seen.at)) continue;
      seen.id = figure.id;
      seen.name = figure.avatar.name;
      count++;
      if (seen.at.depth < BUBBLE_REACH_M) this.#faces.add(putFace(seen, frame));
    }
    return count;
  }

  #labelOf(labels: Map<string, Label>, id: string, kind: string, text: string): Label {
    let label = labels.get(id);
    if (!label) {
      const element = document.createElement("div");
      element.className = kind;
      element.dir = "auto";
      this.#layer.append(element);
      label = {
        element,
        text: "",
        width: 0,
        height: 0,
        isUsed: true,
        opacity: NaN,
        x: NaN,
        y: NaN,
        scale: NaN,
        layer: NaN,
        status: "",
      };
      labels.set(id, label);
    }
    if (label.text !== text) {
      label.text = label.element.textContent = text;
      label.width = label.element.offsetWidth;
      label.height = label.element.offsetHeight;
    }
    label.isUsed = true;
    return label;
  }

  #drawNames(frame: LabelFrame, count: number): void {
    let shown = 0;
    for (let index = 0; index < count; index++) {
      const { id, name, at } = this.#seen[index]!;
      const isPointedAt = id === frame.pointedAtId;
      const reach = isPointedAt ? NAME_REACH_M * 3 : NAME_REACH_M;
      if (id === frame.ownId || at.depth > reach || this.bubbles.speaks(id) || (shown >= MAX_NAMES && !isPointedAt))
        continue;
      shown++;
      const label = this.#labelOf(this.#names, id, NAME_CLASS, name);
      pose.opacity = isPointedAt ? 1 : Math.min(1, (reach - at.depth) / 4);
      pose.scale = 1;
      this.#put(label, frame, at, NONE);
      const layer = 1000 - Math.round(at.depth * 10);
      if (label.layer !== layer) label.element.style.zIndex = String((label.layer = layer));
    }
  }

  /** Places the label in its `pose`, above boards. Speech takes precedence over names and topics: a label that speech or the edge would cut is hidden. */
  #put(label: Label, frame: LabelFrame, { x, y }: Pixel, boards: BoxList): void {
    const { scale } = pose;
    const half = (label.width / 2) * scale;
    const { seenLeft, seenWidth, seenHeight } = frame;
    box.left = x - half;
    box.right = x + half;
    box.top = y - label.height * scale;
    box.bottom = y;
    liftOver(boards, box);
    const isCut =
      box.left < seenLeft || box.right > seenLeft + seenWidth || box.bottom > seenHeight || box.top < TOP_BAR_PX;
    pose.x = x;
    pose.y = box.bottom;
    if (isCut || this.bubbles.covered.covers(box)) pose.opacity = 0;
    write(label);
  }

  #drawTopic = (circle: WorldCircle): void => {
    const { frame } = this;
    const { id, status, x, z } = circle;
    const topic = frame.topicOf(circle);
    const at = project(frame, spot.set(x, frame.heightAt(x, z) + TOPIC_HEIGHT_M, z), topicAt);
    if (!at || at.depth > TOPIC_REACH_M || topic === "" || status === "ended") return;
    const label = this.#labelOf(this.#topics, id, TOPIC_CLASS, topic);
    if (label.status !== status) label.element.dataset["status"] = label.status = status;
    pose.opacity = Math.min(1, (TOPIC_REACH_M - at.depth) / 8);
    pose.scale = Math.max(0.72, Math.min(1, 14 / at.depth));
    this.#put(label, frame, at, this.#boards);
  };
}

/** Updates the box of the face, so that speech avoids it. */
function putFace({ id, at: { x, y, depth }, face }: Seen, { camera, height }: LabelFrame): Face {
  const metre = height / (2 * Math.tan((camera.fov * Math.PI) / 360) * depth);
  face.id = id;
  face.depth = depth;
  face.left = x - 0.34 * metre;
  face.right = x + 0.34 * metre;
  face.top = y + 0.18 * metre;
  face.bottom = y + 0.95 * metre;
  return face;
}

/** Applies `pose` to the label. */
function write(label: Label): void {
  const shown = Math.round(pose.opacity * 100) / 100;
  if (label.opacity !== shown) label.element.style.opacity = String((label.opacity = shown));
  const left = Math.round(pose.x * 10) / 10;
  const bottom = Math.round(pose.y * 10) / 10;
  const size = Math.round(pose.scale * 1000) / 1000;
  if (label.x === left && label.y === bottom && label.scale === size) return;
  label.x = left;
  label.y = bottom;
  label.scale = size;
  label.element.style.transform = `translate(${left}px, ${bottom}px) translate(-50%, -100%) scale(${size})`;
}

/** Removes the label if this frame did not use it. */
function sweep(label: Label, id: string, labels: Map<string, Label>): void {
  if (!label.isUsed) {
    label.element.remove();
    labels.delete(id);
  }
  label.isUsed = false;
}
