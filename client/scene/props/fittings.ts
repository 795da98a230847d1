import {
  BoxGeometry,
  ConeGeometry,
  CylinderGeometry,
  PlaneGeometry,
  SphereGeometry,
  TorusGeometry,
  type BufferGeometry,
} from "three";
import { lathe } from "../lathe.ts";
import { mergeParts, type Part } from "../merge-parts.ts";

const BRONZE = "#6b4a33";
const GLASS = "#ffcf87";

/** A pole with a hanging lamp, 2.4 m. */
export function lantern(): BufferGeometry {
  const bars = [0, 1, 2, 3].map((side): Part => ({
    shape: new BoxGeometry(0.025, 0.36, 0.025),
    colour: BRONZE,
    at: [Math.sin((side + 0.5) * 1.571) * 0.17, 2.12, Math.cos((side + 0.5) * 1.571) * 0.17],
  }));
  return mergeParts([
    { shape: new CylinderGeometry(0.16, 0.2, 0.14, 10), colour: "#a58f78", at: [0, 0.07, 0] },
    { shape: new CylinderGeometry(0.045, 0.06, 1.9, 8), colour: BRONZE, at: [0, 1, 0] },
    { shape: new CylinderGeometry(0.15, 0.08, 0.08, 8), colour: BRONZE, at: [0, 1.92, 0] },
    { shape: new CylinderGeometry(0.12, 0.1, 0.34, 10), colour: GLASS, at: [0, 2.12, 0], light: 1 },
    ...bars,
    { shape: new ConeGeometry(0.24, 0.2, 8), colour: BRONZE, at: [0, 2.4, 0] },
    { shape: new SphereGeometry(0.04, 8, 6), colour: BRONZE, at: [0, 2.53, 0] },
  ]);
}

/** A bowl of coals on three legs; its flame is drawn separately. */
export function brazier(): BufferGeometry {
  const legs = [0, 1, 2].map((leg): Part => ({
    shape: new CylinderGeometry(0.035, 0.045, 1, 6),
    colour: BRONZE,
    at: [Math.sin(leg * 2.094) * 0.26, 0.48, Math.cos(leg * 2.094) * 0.26],
    turn: [Math.cos(leg * 2.094) * 0.22, 0, -Math.sin(leg * 2.094) * 0.22],
  }));
  const bowl = lathe([0, 0.82, 0.26, 0.86, 0.46, 1.08, 0.52, 1.22, 0.46, 1.2, 0, 1.1], 16);
  return mergeParts([
    ...legs,
    { shape: bowl, colour: "#7d573a" },
    { shape: new TorusGeometry(0.5, 0.03, 6, 20).rotateX(Math.PI / 2), colour: "#b98546", at: [0, 1.22, 0] },
    {
      shape: new SphereGeometry(0.4, 10, 5, 0, Math.PI * 2, 0, Math.PI / 2),
      colour: "#ff7a30",
      at: [0, 1.08, 0],
      scale: [1, 0.35, 1],
      light: 0.9,
    },
  ]);
}

/** A long cloth on a pole; `colour` is the cloth's. */
export function banner(colour: string, trim: string): BufferGeometry {
  const hang = (y: number) => Math.max(0, 4.4 - y) * 0.5;
  const fishtail = new PlaneGeometry(1.15, 3, 4, 12);
  const positions = fishtail.getAttribute("position");
  for (let index = 0; index < positions.count; index++) {
    const low = (1.5 - positions.getY(index)) / 3;
    positions.setY(index, positions.getY(index) - low * (Math.abs(positions.getX(index)) / 0.575) * 0.42 + low * 0.2);
  }
  const back = fishtail.clone().rotateY(Math.PI);
  const cloth = (shape: BufferGeometry, z: number): Part => ({
    shape,
    colour,
    at: [0, 2.95, z],
    sway: hang,
    shade: (_, y) => 0.72 + 0.07 * y,
  });
  return mergeParts([
    { shape: new CylinderGeometry(0.05, 0.07, 5, 8), colour: BRONZE, at: [0, 2.5, 0] },
    { shape: new SphereGeometry(0.1, 10, 8), colour: "#e3b65c", at: [0, 5.05, 0] },
    { shape: new CylinderGeometry(0.03, 0.03, 1.4, 6).rotateZ(Math.PI / 2), colour: BRONZE, at: [0, 4.5, 0.1] },
    cloth(fishtail, 0.12),
    cloth(back, 0.115),
    ...[0.135, 0.1].map((z, side): Part => ({
      shape: new PlaneGeometry(1.15, 0.24).rotateY(side * Math.PI),
      colour: trim,
      at: [0, 4.2, z],
      sway: hang,
    })),
    ...[0.14, 0.095].map((z, side): Part => ({
      shape: new SphereGeometry(0.3, 16, 10).scale(1, 1.2, 0.04).rotateY(side * Math.PI),
      colour: trim,
      at: [0, 3.2, z],
      sway: hang,
    })),
  ]);
}

/** A market stall with a striped awning. */
export function stall(): BufferGeometry {
  const stripes = Array.from({ length: 8 }, (_, index): Part => ({
    shape: new BoxGeometry(0.42, 0.05, 2.2),
    colour: index % 2 ? "#efe0c3" : "#b0523a",
    at: [-1.47 + index * 0.42, 2.45, 0.1],
    turn: [0.24, 0, 0],
    sway: 0.05,
  }));
  const posts = [
    [-1.5, -0.75],
    [1.5, -0.75],
    [-1.5, 0.8],
    [1.5, 0.8],
  ].map(([x, z]): Part => ({
    shape: new CylinderGeometry(0.05, 0.06, 2.5, 6),
    colour: "#7b5a41",
    at: [x!, 1.25, z!],
  }));
  const goods = [-1.1, -0.7, -0.3, 0.15, 0.6, 1.05].map((x, index): Part => ({
    shape: new SphereGeometry(0.16, 10, 8),
    colour: ["#d98a3d", "#a8442f", "#d9b44a", "#7d8f4e", "#c96f4a", "#e6cf9a"][index]!,
    at: [x, 1.07, 0.35 + (index % 2) * 0.16],
  }));
  return mergeParts([
    { shape: new BoxGeometry(3, 0.95, 1.2), colour: "#8a6549", at: [0, 0.48, 0.1], shade: (_, y) => 0.65 + 0.35 * y },
    { shape: new BoxGeometry(3.2, 0.09, 1.4), colour: "#b58a60", at: [0, 0.97, 0.1] },
    ...posts,
    ...stripes,
    ...goods,
  ]);
}
