/** Names and topics over the canvas, as elements: crisp at any size, and in the page's own font. */
import { Vector3 } from "three";
import type { HungBoard } from "../boards/shown-boards.ts";
import type { WorldCircle } from "../world-types.ts";
import { BoxList, overlaps, type Box } from "./box-list.ts";
import { BUBBLE_REACH_M, Bubbles, type Face } from "./bubbles.ts";
import { boxAt, noBox } from "./find-label-spot.ts";
import { project, projectBoard, startFrame, type LabelFrame, type LabelledWorld, type Pixel } from "./label-frame.ts";
import { move } from "./label-element.ts";
import { createLabelSet, fade, showOver, type Label, type LabelSet } from "./label-set.ts";
import { settle } from "./settle-label.ts";
import style from "./labels.module.css";

const NAME_REACH_M = 18;
const NAME_FADES_OVER_M = 4;
const TOPIC_REACH_M = 34;
const TOPIC_HEIGHT_M = 2.75;
const MAX_NAMES = 28;
/** Further from its head, or further than its face is wide, a name would be taken for another's. */
const NAME_LIFT_PX = 52;
/** As high as a board may be in the picture. */
const TOPIC_LIFT_PX = 520;

const spot = new Vector3();
const topicAt: Pixel = { x: 0, y: 0, depth: 0 };

/** A figure in the picture; `solid`: 0 where it is dissolved. The objects are reused: a frame allocates none. */
type Seen = { id: string; name: string; top: Vector3; at: Pixel; solid: number; face: Face };
const newSeen = (): Seen => ({
  id: "",
  name: "",
  top: new Vector3(),
  at: { x: 0, y: 0, depth: 0 },
  solid: 1,
  face: { id: "", depth: 0, ...noBox() },
});
type SeenBoard = Box & { board: HungBoard };

export class LabelLayer {
  readonly bubbles: Bubbles;
  /** Update it before `draw`. */
  readonly frame: LabelFrame;
  #layer: HTMLElement;
  #names: LabelSet;
  #topics: LabelSet;
  #seen: Seen[] = [];
  #faces = new BoxList<Face>();
  /** What the current label keeps off. */
  #taken = new BoxList();
  #boards = new BoxList<SeenBoard>();
  #boardBoxes: SeenBoard[] = [];
  #topicBoxes = new BoxList();

  constructor(overlay: HTMLElement, world: LabelledWorld) {
    this.frame = startFrame(world);
    this.#layer = document.createElement("div");
    this.#layer.className = style.layer!;
    overlay.append(this.#layer);
    this.bubbles = new Bubbles(this.#layer);
    const { bounds } = this.bubbles;
    this.#names = createLabelSet(this.#layer, style.name!, bounds, NAME_LIFT_PX);
    this.#topics = createLabelSet(this.#layer, style.topic!, bounds, TOPIC_LIFT_PX);
  }

  /** While nothing moves and nothing is said, a frame allocates nothing. */
  draw(): void {
    const { frame } = this;
    const count = this.#look(frame);
    this.#lookAtBoards(frame);
    // Speech first, then topics, then names: each keeps off what was placed before it.
    this.bubbles.draw(frame, this.#faces, this.#boards);
    this.#topicBoxes.clear();
    this.#keepOffFloating(frame);
    this.#taken.addAll(this.#boards);
    frame.circles.forEach(this.#drawTopic);
    this.#keepOffFloating(frame);
    this.#taken.addAll(this.#topicBoxes);
    this.#taken.addAll(this.bubbles.covered);
    this.#drawNames(frame, count);
    this.#names.sweep();
    this.#topics.sweep();
  }

  /** Nothing else yet. */
  #keepOffFloating(frame: LabelFrame): void {
    this.#taken.clear();
    for (const box of frame.floating) this.#taken.add(box);
  }

  #lookAtBoards(frame: LabelFrame): void {
    this.#boards.clear();
    for (const board of frame.boards()) {
      const covered = (this.#boardBoxes[this.#boards.count] ??= { board, ...noBox() });
      covered.board = board;
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
      const top = frame.topOf(figure.id, seen.top);
      // The rest shines through one that is half dissolved.
      seen.solid = 1 - 2 * figure.hidden;
      if (!top || seen.solid <= 0 || !project(frame, spot.copy(top), seen.at)) continue;
      seen.id = figure.id;
      seen.name = figure.avatar.name;
      count++;
      putFace(seen, frame);
      if (seen.at.depth < BUBBLE_REACH_M) this.#faces.add(seen.face);
    }
    return count;
  }

  #drawNames(frame: LabelFrame, count: number): void {
    let shown = 0;
    let isNear = true;
    for (let index = 0; index < count; index++) {
      const seen = this.#seen[index]!;
      // They come nearest first.
      if (isNear && seen.at.depth > NAME_REACH_M - NAME_FADES_OVER_M) {
        isNear = false;
        this.#taken.addAll(this.#boards);
      }
      if ((shown < MAX_NAMES || seen.id === frame.pointedAtId) && this.#drawName(seen, frame, isNear)) shown++;
      // Names further away would cover this face.
      this.#taken.add(seen.face);
    }
  }

  /** False for those that have none. @param isNear whether it may cover a board behind it, where it has no room beside */
  #drawName({ id, name, top, at, solid, face }: Seen, frame: LabelFrame, isNear: boolean): boolean {
    const isPointedAt = id === frame.pointedAtId;
    const reach = isPointedAt ? NAME_REACH_M * 3 : NAME_REACH_M;
    if (id === frame.ownId || at.depth > reach || this.bubbles.speaks(id)) return false;
    const label = this.#names.use(id, name);
    label.mostLift = Math.min(NAME_LIFT_PX, face.right - face.left);
    const hasRoom = this.#place(label, at, isPointedAt, isNear ? this.#boards : undefined);
    const isShown = hasRoom && (isPointedAt || !this.#coversNearer(label, top));
    showOver(label, isShown && this.#boards.covers(label.covered));
    if (isShown) this.#taken.add(label.covered);
    fade(label, !isShown ? 0 : isPointedAt ? 1 : Math.min(1, solid, (reach - at.depth) / NAME_FADES_OVER_M));
    return true;
  }

  /** Whether the name of somebody behind a board covers it. */
  #coversNearer({ covered }: Label, top: Vector3): boolean {
    for (let index = 0; index < this.#boards.count; index++) {
      const seen = this.#boards.at(index);
      const { corners, facing } = seen.board;
      if (overlaps(seen, covered) && spot.copy(top).sub(corners[0]!).dot(facing) < 0) return true;
    }
    return false;
  }

  /** It would have to move with every turn to keep off speech: what speech covers is hidden. */
  #drawTopic = (circle: WorldCircle): void => {
    const { frame } = this;
    const { id, status, x, z } = circle;
    const topic = frame.topicOf(circle);
    const at = project(frame, spot.set(x, frame.heightAt(x, z) + TOPIC_HEIGHT_M, z), topicAt);
    if (!at || at.depth > TOPIC_REACH_M || topic === "" || status === "ended") return;
    const label = this.#topics.use(id, topic);
    if (label.status !== status) label.element.dataset["status"] = label.status = status;
    label.scale = Math.max(0.72, Math.min(1, 14 / at.depth));
    const isShown = this.#place(label, at, false) && !this.bubbles.covered.covers(label.covered);
    if (isShown) {
      this.#taken.add(label.covered);
      this.#topicBoxes.add(label.covered);
    }
    fade(label, isShown ? Math.min(1, (TOPIC_REACH_M - at.depth) / 8) : 0);
  };

  /** False where there is no room for it, and when it hangs outside the picture. */
  #place(label: Label, { x, y }: Pixel, isNeeded: boolean, avoided?: BoxList): boolean {
    label.head.x = x;
    label.head.y = y;
    label.width = label.fullWidth * label.scale;
    label.height = label.fullHeight * label.scale;
    settle(label, this.frame, this.#taken, isNeeded, avoided);
    move(label);
    const { left, top, right, bottom } = label.bounds;
    boxAt(label, label.spot, label.covered);
    return label.hasRoom && x > left && x < right && y > top && y < bottom;
  }
}

/** Updates the box of the face, so that speech and names avoid it. */
function putFace({ id, at: { x, y, depth }, face }: Seen, { camera, height }: LabelFrame): void {
  const metre = height / (2 * Math.tan((camera.fov * Math.PI) / 360) * depth);
  face.id = id;
  face.depth = depth;
  face.left = x - 0.34 * metre;
  face.right = x + 0.34 * metre;
  face.top = y + 0.18 * metre;
  face.bottom = y + 0.95 * metre;
}
