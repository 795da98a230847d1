import { Matrix4 } from "three";
import type { Figure } from "./figure.ts";
import type { InstancedPart } from "./instanced-part.ts";

const place = new Matrix4();
const mark = new Matrix4();
const values = new Float32Array(11);

const WARM = [1, 0.78, 0.42];
const PALE = [0.92, 0.92, 1];
const DARK = [0.05, 0.045, 0.05];

const ball = (radius: number) => mark.makeScale(radius, radius, radius);

/** Adds an instance at `mark`, relative to `parent`. */
function add(part: InstancedPart, parent: Matrix4, colour: readonly number[]): void {
  values.set(colour, 0);
  part.add(place.multiplyMatrices(parent, mark), values);
}

/** Small signs by the head that distinguish states without words: thinking, typing, asleep, muted, a raised hand. */
export function addMarks({ avatar, seed, cloth }: Figure, head: Matrix4, seconds: number, part: InstancedPart): void {
  values[9] = 0;
  values[10] = cloth[10]!;
  const { activity, typing, gesture } = avatar;
  if (activity === "thinking" || typing) {
    for (let dot = 0; dot < 3; dot++) {
      const beat = Math.sin(seconds * 4 - dot * 0.9 + seed * 20);
      ball(0.036 + 0.012 * beat).setPosition((dot - 1) * 0.13, 0.56 + 0.03 * beat, 0);
      add(part, head, typing ? PALE : WARM);
    }
  } else if (activity === "asleep") {
    for (let puff = 0; puff < 3; puff++) {
      const rise = (seconds * 0.28 + puff / 3 + seed) % 1;
      ball(0.045 * Math.sin(rise * Math.PI)).setPosition(0.16 + 0.12 * Math.sin(rise * 5 + puff), 0.4 + rise * 0.5, 0);
      add(part, head, PALE);
    }
  } else if (activity === "muted") {
    mark.makeScale(0.14, 0.034, 0.05).setPosition(0, -0.15, 0.27);
    add(part, head, DARK);
  }
  if (gesture === "raise-hand") {
    ball(0.05).setPosition(-0.25, 0.62 + 0.02 * Math.sin(seconds * 3), 0);
    add(part, head, WARM);
  }
}
