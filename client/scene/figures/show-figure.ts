/** One figure on a small stage of its own, as the world draws it, for cards and the editor (SPEC W9). */
import { DirectionalLight, HemisphereLight, NeutralToneMapping, PerspectiveCamera, Scene, WebGLRenderer } from "three";
import type { Look } from "../../../schema/messages/look.ts";
import { freeScene } from "../free-scene.ts";
import type { WorldAvatar } from "../world-types.ts";
import { createWorldUniforms } from "../world-uniforms.ts";
import { Figure } from "./figure.ts";
import { FigureParts } from "./figure-parts.ts";

/** A turn takes as long as it takes to look at somebody from all sides. */
const SECONDS_PER_TURN = 12;
/** Half turned, so that mask and build both show, where nothing may move. */
const STILL_YAW = 0.45;
/** A small picture needs no more, and the world behind it draws as well. */
const FRAME_MS = 33;
const LONGEST_STEP_S = 0.1;

export type ShownFigure = {
  show(look: Look): void;
  dispose(): void;
};

/** @throws when this browser has no WebGL 2 */
export function showFigure(canvas: HTMLCanvasElement, look: Look, isStill: boolean): ShownFigure {
  const renderer = new WebGLRenderer({ canvas, antialias: true, alpha: true });
  renderer.toneMapping = NeutralToneMapping;
  renderer.setPixelRatio(Math.min(devicePixelRatio, 2));
  renderer.setSize(canvas.clientWidth, canvas.clientHeight, false);
  const parts = new FigureParts(createWorldUniforms(), 1);
  const scene = new Scene();
  const sun = new DirectionalLight("#ffe2b8", 2.4);
  sun.position.set(-2, 3, 4);
  scene.add(parts.group, sun, new HemisphereLight("#dfe9f5", "#8a7562", 1.5));
  const camera = new PerspectiveCamera(26, canvas.clientWidth / Math.max(1, canvas.clientHeight), 0.1, 20);
  camera.position.set(0, 1.3, 5.5);
  camera.lookAt(0, 1.02, 0);

  const figure = new Figure(avatarWith(look), 0);
  let seconds = 1;
  const draw = (dt: number): void => {
    seconds += dt;
    const yaw = isStill ? STILL_YAW : STILL_YAW + (seconds / SECONDS_PER_TURN) * 2 * Math.PI;
    figure.move({ x: 0, z: 0, yaw }, 0, dt);
    figure.live({ seconds, dt, lookAt: null, isSeated: false, glow: 0, liveliness: isStill ? 0 : 1 });
    parts.begin();
    parts.addWhole(figure, seconds, true);
    parts.end();
    renderer.render(scene, camera);
  };
  settle(draw);
  let last = 0;
  if (!isStill)
    renderer.setAnimationLoop((now) => {
      if (now - last < FRAME_MS) return;
      draw(Math.min((now - last) / 1000, LONGEST_STEP_S));
      last = now;
    });

  return {
    show(next) {
      figure.change(avatarWith(next), seconds);
      if (isStill) settle(draw);
    },
    dispose() {
      renderer.setAnimationLoop(null);
      freeScene(scene);
      renderer.dispose();
      // Otherwise its GPU memory would stay until garbage collection.
      renderer.forceContextLoss();
    },
  };
}

/** A new figure fades in: one long step shows it whole. */
const settle = (draw: (dt: number) => void): void => draw(5);

const avatarWith = (look: Look): WorldAvatar => ({
  id: "shown",
  kind: "persona",
  name: "",
  look,
  gesture: "",
  activity: "idle",
  circleId: "",
  seat: -1,
  typing: false,
});
