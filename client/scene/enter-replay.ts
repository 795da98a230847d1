/** The place with a stored conversation in it: drawn as the world is, moved by a recording instead of a room. */
import type { Place } from "../../schema/messages/place.ts";
import { prepareGround } from "../../schema/rules/ground.ts";
import { Controls } from "./controls/controls.ts";
import { openView } from "./open-view.ts";
import { ReplayBodies, type Scene } from "./replay-bodies.ts";
import type { CameraMode, WorldLight } from "./world-types.ts";

export type { Scene } from "./replay-bodies.ts";

export type ReplayOptions = {
  canvas: HTMLCanvasElement;
  /** An element of the same size over the canvas. */
  overlay: HTMLElement;
  place: Place;
  light: WorldLight;
  reducedMotion: boolean;
  quality: "auto" | "low" | "high";
  /** What is to be seen in this frame. */
  sceneNow: () => Scene;
};

export type ReplayWorld = {
  /** The first picture is on the canvas. */
  shown: Promise<void>;
  setCameraMode(mode: CameraMode): void;
  setLight(light: WorldLight): void;
  setReducedMotion(reduced: boolean): void;
  dispose(): void;
};

/** Throws an Error with a message for people when this browser has no WebGL 2. */
export function enterReplay({ canvas, overlay, place, sceneNow, ...look }: ReplayOptions): ReplayWorld {
  const view = openView(canvas, place, prepareGround(place), { overlay, ...look });
  const bodies = new ReplayBodies(view);
  const controls = new Controls(canvas, overlay, {
    turn: (yaw, pitch) => view.rig.orbit(yaw, pitch),
    zoom: (factor) => view.rig.zoom(factor),
    point: (x, y) => view.pointAt(x, y),
    tap: () => {},
  });
  view.stanceOf = (id) => bodies.stanceOf(id);
  view.onFrame = (dt) => {
    controls.view = view.rig.mode;
    const { right, ahead, run } = controls.steering;
    view.rig.roam(right, ahead, run, dt);
    bodies.show(sceneNow());
  };
  view.setCameraMode("stage");
  return {
    shown: view.shown,
    setCameraMode: (mode) => view.setCameraMode(mode),
    setLight: (light) => view.setLight(light),
    setReducedMotion: (reduced) => view.setReducedMotion(reduced),
    dispose() {
      controls.dispose();
      view.dispose();
    },
  };
}
