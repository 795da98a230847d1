/** Keys, mouse and touch on the world. It reports input and moves nothing itself. */
import type { CameraMode } from "../world-types.ts";
import { createStick, type Stick } from "./stick.ts";
import { WALK_KEYS } from "./walk-keys.ts";

export type ControlHandlers = {
  turn(yaw: number, pitch: number): void;
  zoom(factor: number): void;
  /** A click or tap, in pixels of the canvas. */
  tap(x: number, y: number): void;
  /** The mouse is here; null when it left. */
  point(x: number, y: number): void;
};

/** Relative to the camera: right and ahead, length ≤ 1. */
export type Steering = { right: number; ahead: number; run: boolean };

const OWN_KEYS =
  "input, textarea, select, [contenteditable], [role=dialog], [role=menu], [role=listbox], [role=tablist], [role=slider], [role=radiogroup], [role=log]";
const RADIANS_PER_PX = 0.0046;
const TAP_MOVE_PX = 8;
const TAP_MS = 350;
/** Touches that begin in this left part of the canvas steer. */
const STICK_SHARE = 0.42;

const ownsKeys = (target: EventTarget | null) => target instanceof Element && target.closest(OWN_KEYS) !== null;

type Touch = { x: number; y: number; startX: number; startY: number; since: number; moved: boolean; steers: boolean };

export class Controls {
  readonly steering: Steering = { right: 0, ahead: 0, run: false };
  #canvas: HTMLCanvasElement;
  #handlers: ControlHandlers;
  #keys = new Set<string>();
  #touches = new Map<number, Touch>();
  #pinch = 0;
  #stick: Stick;
  #gone = new AbortController();

  constructor(canvas: HTMLCanvasElement, overlay: HTMLElement, handlers: ControlHandlers) {
    this.#canvas = canvas;
    this.#handlers = handlers;
    this.#stick = createStick(overlay);
    const { signal } = this.#gone;
    window.addEventListener("keydown", (event) => this.#keyDown(event), { signal });
    window.addEventListener("keyup", (event) => this.#keyUp(event), { signal });
    window.addEventListener("blur", () => this.#release(), { signal });
    document.addEventListener("visibilitychange", () => this.#release(), { signal });
    document.addEventListener("focusin", (event) => ownsKeys(event.target) && this.#release(), { signal });
    canvas.addEventListener("pointerdown", (event) => this.#press(event), { signal });
    canvas.addEventListener("pointermove", (event) => this.#drag(event), { signal });
    canvas.addEventListener("pointerup", (event) => this.#lift(event, true), { signal });
    canvas.addEventListener("pointercancel", (event) => this.#lift(event, false), { signal });
    canvas.addEventListener("wheel", (event) => this.#wheel(event), { signal, passive: false });
    canvas.addEventListener("contextmenu", (event) => event.preventDefault(), { signal });
  }

  dispose(): void {
    this.#gone.abort();
    this.#stick.element.remove();
  }

  /** Keys and stick move oneself or the free camera: in other views there is no stick, and every touch turns. */
  set view(mode: CameraMode) {
    const { element } = this.#stick;
    const isIdle = mode !== "follow" && mode !== "free";
    if (element.hidden !== isIdle) element.hidden = isIdle;
  }

  #release(): void {
    this.#keys.clear();
    this.steering.run = false;
    this.#steer();
  }

  #keyDown(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey || ownsKeys(event.target)) return;
    this.steering.run = event.shiftKey;
    if (!(event.code in WALK_KEYS)) return;
    event.preventDefault();
    this.#keys.add(event.code);
    this.#steer();
  }

  #keyUp(event: KeyboardEvent): void {
    this.steering.run = event.shiftKey;
    // macOS sends no keyup while Command is held. Keys still held repeat, and so count again.
    if (event.key === "Meta") this.#release();
    else if (this.#keys.delete(event.code)) this.#steer();
  }

  #steer(): void {
    let right = this.#stick.right;
    let ahead = this.#stick.ahead;
    for (const code of this.#keys) {
      right += WALK_KEYS[code]![0];
      ahead += WALK_KEYS[code]![1];
    }
    const length = Math.max(1, Math.hypot(right, ahead));
    this.steering.right = right / length;
    this.steering.ahead = ahead / length;
    if (this.#stick.isHeld) this.steering.run = this.#stick.isFull;
  }

  #press(event: PointerEvent): void {
    this.#canvas.setPointerCapture(event.pointerId);
    // A click on the world takes the focus out of a text field.
    if (document.activeElement instanceof HTMLElement && ownsKeys(document.activeElement))
      document.activeElement.blur();
    const { offsetX: x, offsetY: y } = event;
    const steers =
      event.pointerType === "touch" &&
      !this.#stick.element.hidden &&
      x < this.#canvas.clientWidth * STICK_SHARE &&
      y > this.#canvas.clientHeight * 0.35 &&
      !this.#stick.isHeld;
    this.#touches.set(event.pointerId, { x, y, startX: x, startY: y, since: event.timeStamp, moved: false, steers });
    this.#pinch = 0;
  }

  #drag(event: PointerEvent): void {
    const touch = this.#touches.get(event.pointerId);
    const { offsetX: x, offsetY: y } = event;
    if (!touch) {
      if (event.pointerType === "mouse") this.#handlers.point(x, y);
      return;
    }
    const dx = x - touch.x;
    const dy = y - touch.y;
    touch.x = x;
    touch.y = y;
    if (!touch.moved && Math.hypot(x - touch.startX, y - touch.startY) < TAP_MOVE_PX) return;
    touch.moved = true;
    if (touch.steers) {
      this.#stick.hold(touch.startX, touch.startY, x, y);
      this.#steer();
      return;
    }
    const turning = [...this.#touches.values()].filter((other) => !other.steers);
    if (turning.length >= 2) this.#pinchBy(turning);
    else this.#handlers.turn(-dx * RADIANS_PER_PX, dy * RADIANS_PER_PX * 0.8);
  }

  #pinchBy([one, other]: Touch[]): void {
    const span = Math.hypot(one!.x - other!.x, one!.y - other!.y);
    if (this.#pinch > 0) this.#handlers.zoom(this.#pinch / span);
    this.#pinch = span;
  }

  #lift(event: PointerEvent, isTap: boolean): void {
    const touch = this.#touches.get(event.pointerId);
    this.#touches.delete(event.pointerId);
    this.#pinch = 0;
    if (!touch) return;
    if (touch.steers) {
      this.#stick.release();
      this.#steer();
    }
    const isShort = event.timeStamp - touch.since < TAP_MS || event.pointerType === "mouse";
    if (isTap && !touch.moved && isShort && event.button === 0) this.#handlers.tap(touch.x, touch.y);
  }

  #wheel(event: WheelEvent): void {
    event.preventDefault();
    const pixels = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? event.deltaY * 18 : event.deltaY;
    this.#handlers.zoom(Math.exp(Math.max(-120, Math.min(120, pixels)) * 0.0016));
  }
}
