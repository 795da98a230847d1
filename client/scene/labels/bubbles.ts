/** Speech bubbles above speakers: they stream, avoid faces, boards and each other, recede and fade. */
import { Vector3 } from "three";
import { BoxList, type Box } from "./box-list.ts";
import { createBubble, findRoom, place, type BeginningTurn, type Bubble } from "./bubble.ts";
import { boxAt, noBox } from "./find-label-spot.ts";
import { project, type LabelFrame, type Pixel } from "./label-frame.ts";
import { advanceSpeech } from "./speech.ts";

/** Beyond this a bubble is only a dot. */
export const BUBBLE_REACH_M = 22;
const GAP_PX = 8;
/** At least: a replay has its cameras there. */
const TOP_BAR_PX = 64;
const TAIL_PX = 10;
const FADE_SECONDS = 0.4;
/** Faces further behind the speaker than this are too small to matter. */
const CARED_FOR_BEHIND_M = 9;

/** A face's box on the canvas, and its distance from the eye in metres. */
export type Face = Box & { id: string; depth: number };

const spot = new Vector3();
const speakerAt: Pixel = { x: 0, y: 0, depth: 0 };

/** A frame in which nothing moves allocates nothing. */
export class Bubbles {
  /** The boxes that speech covers now: names and topics avoid them. */
  readonly covered = new BoxList();
  /** Where labels may be: what no panel hides. */
  readonly bounds = noBox();
  /** The boxes that the current bubble avoids. */
  #taken = new BoxList();
  #layer: HTMLElement;
  /** In order of their start. */
  #bubbles: Bubble[] = [];

  constructor(layer: HTMLElement) {
    this.#layer = layer;
  }

  /** Starts a bubble; an older one of the same circle recedes. */
  beginTurn(turn: BeginningTurn): void {
    this.#drop(({ speech }) => speech.speakerId === turn.speakerId);
    for (const bubble of this.#bubbles)
      if (bubble.circleId === turn.circleId) {
        bubble.isOld = true;
        bubble.element.dataset["old"] = "";
      }
    const bubble = createBubble(turn, this.#layer, this.bounds);
    this.#bubbles.push(bubble);
  }

  say(turnId: string, text: string): void {
    const bubble = this.#find(turnId);
    if (bubble) bubble.speech.text += text;
  }

  endTurn(turnId: string, text: string): void {
    const bubble = this.#find(turnId);
    if (!bubble) return;
    bubble.speech.text = text;
    bubble.speech.isEnded = true;
    if (text === "") this.#drop((other) => other === bubble);
  }

  clear(): void {
    this.#drop(() => true);
  }

  speaks(id: string): boolean {
    for (const { speech } of this.#bubbles) if (speech.speakerId === id) return true;
    return false;
  }

  draw(frame: LabelFrame, faces: BoxList<Face>, boards: BoxList): void {
    this.covered.clear();
    this.bounds.left = frame.seenLeft + GAP_PX;
    this.bounds.top = Math.max(TOP_BAR_PX, frame.seenTop);
    this.bounds.right = frame.seenLeft + frame.seenWidth - GAP_PX;
    this.bounds.bottom = frame.seenTop + frame.seenHeight - GAP_PX;
    // The current speaker comes first; older speech finds room around them.
    for (let index = this.#bubbles.length - 1; index >= 0; index--)
      this.#drawBubble(this.#bubbles[index]!, frame, faces, boards);
    if (this.#bubbles.some(isOver)) this.#drop(isOver);
  }

  #find(turnId: string): Bubble | undefined {
    return this.#bubbles.find(({ speech }) => speech.turnId === turnId);
  }

  #drop(isDropped: (bubble: Bubble) => boolean): void {
    for (const bubble of this.#bubbles) if (isDropped(bubble)) bubble.element.remove();
    this.#bubbles = this.#bubbles.filter((bubble) => !isDropped(bubble));
  }

  #drawBubble(bubble: Bubble, frame: LabelFrame, faces: BoxList<Face>, boards: BoxList): void {
    const { element, speech } = bubble;
    const isStaying = advanceSpeech(speech, frame.dt);
    const top = frame.topOf(speech.speakerId, spot);
    const at = top && project(frame, top, speakerAt);
    if (!isStaying) this.#fade(bubble, frame.dt);
    const isHidden = !at || speech.shown === "";
    if (element.hidden !== isHidden) element.hidden = isHidden;
    if (!at || isHidden) return;
    this.#write(bubble, at.depth > BUBBLE_REACH_M);
    bubble.head.x = at.x;
    bubble.head.y = at.y + 4 - TAIL_PX;
    this.#keepOff(speech.speakerId, at.depth + CARED_FOR_BEHIND_M, faces);
    for (const box of frame.floating) this.#taken.add(box);
    findRoom(bubble, frame, this.#taken, boards);
    if (!bubble.hasRoom) return;
    if (!bubble.isGone) this.covered.add(boxAt(bubble, bubble.spot, bubble.covered));
    place(bubble, at);
  }

  /** Collects other speech, and the faces of others not far behind. */
  #keepOff(speakerId: string, withinM: number, faces: BoxList<Face>): void {
    this.#taken.clear();
    this.#taken.addAll(this.covered);
    for (let index = 0; index < faces.count; index++) {
      const face = faces.at(index);
      if (face.id !== speakerId && face.depth < withinM) this.#taken.add(face);
    }
  }

  #fade(bubble: Bubble, dt: number): void {
    if (!bubble.isGone) bubble.element.dataset["gone"] = "";
    bubble.isGone = true;
    bubble.gone += dt;
  }

  /** Reads the layout when text or size changed, never for a mere move. */
  #write(bubble: Bubble, isFar: boolean): void {
    const { element, speech } = bubble;
    if (bubble.shown === speech.shown && bubble.isFar === isFar) return;
    bubble.shown = speech.shown;
    bubble.isFar = isFar;
    bubble.line.textContent = speech.shown;
    element.toggleAttribute("data-far", isFar);
    // It is measured with all of its lines.
    element.removeAttribute("data-brief");
    bubble.width = element.offsetWidth;
    bubble.fullHeight = element.offsetHeight;
  }
}

const isOver = ({ isGone, gone }: Bubble): boolean => isGone && gone > FADE_SECONDS;
