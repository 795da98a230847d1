/** The interactive place: bodies walk, circles light up, speech is shown, keys and touches steer. */
import type { Place } from "../../schema/messages/place.ts";
import { prepareGround } from "../../schema/rules/ground.ts";
import type { PlaceConnection } from "../net/place-connection.ts";
import { Controls } from "./controls/controls.ts";
import { findHint, type ContextHint } from "./find-hint.ts";
import { Inhabitants } from "./inhabitants.ts";
import type { Box } from "./labels/box-list.ts";
import { openView } from "./open-view.ts";
import type { CameraMode, Covered, WorldCircle, WorldLight, WorldPick, WorldStats } from "./world-types.ts";

export type { ContextHint } from "./find-hint.ts";

export type EnterWorldOptions = {
  canvas: HTMLCanvasElement;
  /** An element of the same size over the canvas. */
  overlay: HTMLElement;
  place: Place;
  light: WorldLight;
  reducedMotion: boolean;
  /** auto (the default) measures frame times and adapts. */
  quality?: "auto" | "low" | "high";
  /** What was clicked or tapped; a visitor's click on the ground also walks there. */
  onPick?: (pick: WorldPick) => void;
  onHint?: (hint: ContextHint | null) => void;
  /** The label of a circle: the room does not send everyone a private one's topic. */
  topicOf?: (circle: WorldCircle) => string;
  /** Whose speech is not shown. */
  isMuted?: (speakerId: string) => boolean;
};

export type World = {
  /** The first picture is on the canvas. */
  shown: Promise<void>;
  /** Shows this connection's bodies and circles from now on; bodies already drawn stay where they are. */
  follow(connection: PlaceConnection): void;
  /** The circle that stage and speaker cameras look at; null for the person's own. */
  watchCircle(circleId: string | null): void;
  setCameraMode(mode: CameraMode): void;
  setLight(light: WorldLight): void;
  setReducedMotion(reduced: boolean): void;
  /** The picture is centred in the rest; labels also keep off what floats over it. */
  setCovered(covered: Covered, floating: readonly Box[]): void;
  /** Walks there by the same path-finder as the server's. False when there is no path, or no body. */
  walkTo(x: number, z: number): boolean;
  /** Where a body is drawn now; null for an avatar that is not here. */
  positionOf(avatarId: string): { x: number; z: number } | null;
  stats(): WorldStats;
  dispose(): void;
};

const HINT_EVERY_SECONDS = 0.15;

/** Throws an Error with a message for people when this browser has no WebGL 2: offer the text view then. */
export function enterWorld(options: EnterWorldOptions): World {
  const { canvas, overlay, place, light, reducedMotion, quality = "auto", onPick, onHint, topicOf } = options;
  const ground = prepareGround(place);
  const view = openView(canvas, place, ground, { overlay, light, reducedMotion, quality });
  const here = new Inhabitants(view, ground, options.isMuted ?? (() => false));
  view.setCameraMode("free");
  view.showBoards();

  const walkTo = (x: number, z: number): boolean => {
    const found = here.own?.walkTo(x, z) ?? false;
    const goal = here.own?.walkGoal;
    if (goal) view.markGoal(goal.x, goal.z);
    return found;
  };
  const controls = new Controls(canvas, overlay, {
    turn: (yaw, pitch) => view.rig.orbit(yaw, pitch),
    zoom: (factor) => view.rig.zoom(factor),
    point: (x, y) => view.pointAt(x, y),
    tap(x, y) {
      const pick = view.pick(x, y);
      if (!pick) return;
      if (pick.kind === "ground" && view.rig.mode === "follow") walkTo(pick.x, pick.z);
      const portal = pick.kind === "portal" && place.portals.find(({ id }) => id === pick.id);
      if (portal) walkTo(portal.x, portal.z);
      onPick?.(pick);
    },
  });

  const hints = createHintWatch(here, place, (hint) => onHint?.(hint));
  view.stanceOf = (id) => here.stanceOf(id);
  if (topicOf) view.topicOf = topicOf;
  view.onFrame = (dt, now) => {
    controls.view = view.rig.mode;
    const { right, ahead, run } = controls.steering;
    const { yaw } = view.rig;
    if (view.rig.mode === "follow") {
      // The camera looks along (sin yaw, cos yaw); its right hand is (-cos yaw, sin yaw).
      const { sin, cos } = Math;
      here.own?.hold(sin(yaw) * ahead - cos(yaw) * right, cos(yaw) * ahead + sin(yaw) * right, run);
    } else {
      here.own?.hold(0, 0, false);
      view.rig.roam(right, ahead, run, dt);
    }
    here.advance(now, dt);
    hints.advance(dt);
  };

  return {
    shown: view.shown,
    follow(connection) {
      hints.forget();
      here.follow(connection);
    },
    watchCircle: (circleId) => (view.watchedCircleId = circleId),
    setCameraMode: (mode) => view.setCameraMode(mode),
    setLight: (wanted) => view.setLight(wanted),
    setReducedMotion: (reduced) => view.setReducedMotion(reduced),
    setCovered(covered, floating) {
      overlay.style.setProperty("--covered-bottom", `${covered.bottom}px`);
      view.setCovered(covered, floating);
    },
    walkTo,
    positionOf(avatarId) {
      const stance = here.stanceOf(avatarId);
      return stance && { x: stance.x, z: stance.z };
    },
    stats: () => view.stats(),
    dispose() {
      here.leave();
      controls.dispose();
      view.dispose();
    },
  };
}

/** Calls `onHint` whenever what `E` does changes. */
function createHintWatch(here: Inhabitants, { portals }: Place, onHint: (hint: ContextHint | null) => void) {
  let seconds = 0;
  let shown: ContextHint | null = null;
  return {
    advance(dt: number) {
      seconds += dt;
      if (seconds < HINT_EVERY_SECONDS) return;
      seconds = 0;
      const surroundings = here.surroundings();
      const hint = surroundings && findHint({ ...surroundings, portals }, shown);
      if (JSON.stringify(hint) === JSON.stringify(shown)) return;
      shown = hint;
      onHint(hint);
    },
    forget: () => (shown = null),
  };
}
