import style from "./stick.module.css";

const REACH_PX = 52;
/** Deflection from which the body runs. */
const RUN_SHARE = 0.96;

export type Stick = {
  readonly element: HTMLElement;
  right: number;
  ahead: number;
  isHeld: boolean;
  isFull: boolean;
  /** The touch began at (startX, startY) and is at (x, y) now; pixels. */
  hold(startX: number, startY: number, x: number, y: number): void;
  release(): void;
};

/** The joystick under the left thumb: it appears where the thumb touches, and rests in its corner on touch screens. */
export function createStick(overlay: HTMLElement): Stick {
  const element = document.createElement("div");
  const knob = document.createElement("div");
  element.className = style.stick!;
  knob.className = style.knob!;
  element.append(knob);
  overlay.append(element);
  const place = (knobX: number, knobY: number) => (knob.style.transform = `translate(${knobX}px, ${knobY}px)`);
  const stick: Stick = {
    element,
    right: 0,
    ahead: 0,
    isHeld: false,
    isFull: false,
    hold(startX, startY, x, y) {
      const pull = Math.hypot(x - startX, y - startY);
      const share = Math.min(1, REACH_PX / Math.max(pull, 1));
      const dx = (x - startX) * share;
      const dy = (y - startY) * share;
      stick.right = dx / REACH_PX;
      stick.ahead = -dy / REACH_PX;
      stick.isFull = Math.hypot(dx, dy) / REACH_PX > RUN_SHARE && pull > REACH_PX * 1.4;
      stick.isHeld = true;
      element.dataset["held"] = "";
      element.style.translate = `${startX}px ${startY}px`;
      place(dx, dy);
    },
    release() {
      stick.right = stick.ahead = 0;
      stick.isHeld = stick.isFull = false;
      delete element.dataset["held"];
      element.style.translate = "";
      place(0, 0);
    },
  };
  return stick;
}
