/** Puts a connection and a world together: bodies walk, circles light up, speech shows, keys and touches steer. */
import type { Place } from "../../schema/messages/place.ts";
import { prepareGround } from "../../schema/rules/ground.ts";
import { OwnBody } from "../net/own-body.ts";
import type { PlaceConnection } from "../net/place-connection.ts";
import { RemoteMotion } from "../net/remote-motion.ts";
import { Controls } from "./controls/controls.ts";
import { findHint, type ContextHint } from "./find-hint.ts";
import { WorldView } from "./world-view.ts";
import type { CameraMode, WorldLight, WorldPick, WorldStats } from "./world-types.ts";

export type { ContextHint } from "./find-hint.ts";

export type EnterWorldOptions = {
  canvas: HTMLCanvasElement;
  /** An element of the same size over the canvas. */
  overlay: HTMLElement;
  place: Place;
  connection: PlaceConnection;
  light: WorldLight;
  reducedMotion: boolean;
  /** auto (the default) measures frame times and adapts. */
  quality?: "auto" | "low" | "high";
  /** What was clicked or tapped; for visitors a click on the ground also walks there. */
  onPick?: (pick: WorldPick) => void;
  onHint?: (hint: ContextHint | null) => void;
};

export type World = {
  /** The circle that stage and speaker cameras look at; null for one's own. */
  watchCircle(circleId: string | null): void;
  setCameraMode(mode: CameraMode): void;
  setLight(light: WorldLight): void;
  setReducedMotion(reduced: boolean): void;
  /** Pixels at the right and bottom that panels hide: the picture is centred in the rest. */
  setCovered(right: number, bottom: number): void;
  /** Walks there by the same path-finder the server uses. False when there is no way, or no body. */
  walkTo(x: number, z: number): boolean;
  /** Where a body is drawn now; null for who is not here. */
  positionOf(avatarId: string): { x: number; z: number } | null;
  stats(): WorldStats;
  dispose(): void;
};

const HINT_EVERY_SECONDS = 0.15;

/** Throws an Error in words for people when this browser has no WebGL 2: offer the text view then. */
export function enterWorld(options: EnterWorldOptions): World {
  const { canvas, overlay, place, connection, light, reducedMotion, quality = "auto", onPick, onHint } = options;
  const ground = prepareGround(place);
  const view = openView(() => new WorldView(canvas, place, ground, { overlay, light, reducedMotion, quality }));
  const motions = new Map<string, RemoteMotion>();
  let own: OwnBody | null = null;

  const addAvatar = (id: string) => {
    const avatar = connection.avatars.get(id)!;
    const sighting = connection.positionOf(id)!;
    if (id === connection.userId) {
      own = new OwnBody(sighting, ground, (move) => connection.sendInput(move));
      view.ownId = id;
      view.setCameraMode("follow");
      view.rig.cut();
    } else {
      motions.set(id, new RemoteMotion(sighting, sighting.at));
    }
    view.putAvatar(avatar);
  };
  view.setCameraMode("free");
  for (const id of connection.avatars.keys()) addAvatar(id);
  for (const circle of connection.circles.values()) view.putCircle(circle);

  const stops = [
    connection.on("avatar-added", ({ avatar }) => addAvatar(avatar.id)),
    connection.on("avatar-changed", (avatar) => view.putAvatar(avatar)),
    connection.on("avatar-moved", (sighting) => motions.get(sighting.id)?.receive(sighting, sighting.at)),
    connection.on("avatar-removed", ({ id }) => {
      motions.delete(id);
      view.removeAvatar(id);
    }),
    connection.on("circle-added", (circle) => view.putCircle(circle)),
    connection.on("circle-changed", (circle) => view.putCircle(circle)),
    connection.on("circle-removed", ({ id }) => view.removeCircle(id)),
    connection.on("moved", (moved) => own?.receive(moved, performance.now())),
    connection.on("turn-started", ({ circleId, turnId, speakerId, speakerName }) =>
      view.beginTurn(circleId, turnId, speakerId, speakerName),
    ),
    connection.on("turn-delta", ({ turnId, text }) => view.sayMore(turnId, text)),
    connection.on("turn-ended", ({ turnId, text }) => view.endTurn(turnId, text)),
  ];

  const walkTo = (x: number, z: number): boolean => {
    const found = own?.walkTo(x, z) ?? false;
    const goal = own?.walkGoal;
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

  view.stanceOf = (id) => (own && id === connection.userId ? own.shown : (motions.get(id)?.shown ?? null));
  view.onFrame = (dt, now) => {
    const { right, ahead, run } = controls.steering;
    const { yaw } = view.rig;
    if (view.rig.mode === "follow") {
      // The camera looks along (sin yaw, cos yaw); its right hand is (-cos yaw, sin yaw).
      own?.hold(Math.sin(yaw) * ahead - Math.cos(yaw) * right, Math.cos(yaw) * ahead + Math.sin(yaw) * right, run);
    } else {
      own?.hold(0, 0, false);
      view.rig.roam(right, ahead, run, dt);
    }
    // Without a server there is nobody to agree with: the body waits where it is.
    if (connection.status.kind === "connected") own?.advance(now, dt);
    for (const motion of motions.values()) motion.advance(now, dt);
    tellHint(dt);
  };

  let sinceHint = 0;
  let toldHint: ContextHint | null = null;
  const tellHint = (dt: number) => {
    sinceHint += dt;
    if (!own || sinceHint < HINT_EVERY_SECONDS) return;
    sinceHint = 0;
    const surroundings = {
      own: own.shown,
      ownCircleId: connection.avatars.get(connection.userId)?.circleId ?? "",
      portals: place.portals,
      circles: connection.circles.values(),
      avatars: [...motions].flatMap(([id, { shown }]) => {
        const avatar = connection.avatars.get(id);
        return avatar ? [{ avatar, x: shown.x, z: shown.z }] : [];
      }),
    };
    const hint = findHint(surroundings, toldHint);
    if (JSON.stringify(hint) === JSON.stringify(toldHint)) return;
    toldHint = hint;
    onHint?.(hint);
  };

  return {
    watchCircle: (circleId) => (view.watchedCircleId = circleId),
    setCameraMode: (mode) => view.setCameraMode(mode),
    setLight: (wanted) => view.setLight(wanted),
    setReducedMotion: (reduced) => view.setReducedMotion(reduced),
    setCovered: (right, bottom) => view.setCovered(right, bottom),
    walkTo,
    positionOf(avatarId) {
      const stance = view.stanceOf(avatarId);
      return stance && { x: stance.x, z: stance.z };
    },
    stats: () => view.stats(),
    dispose() {
      for (const stop of stops) stop();
      controls.dispose();
      view.dispose();
    },
  };
}

function openView(open: () => WorldView): WorldView {
  try {
    return open();
  } catch (cause) {
    throw new Error(
      "This browser cannot draw the 3D world (it needs WebGL 2). The text view offers everything the world does.",
      { cause },
    );
  }
}
