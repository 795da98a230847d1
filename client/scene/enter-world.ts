/** Puts a connection and a world together: bodies walk, circles light up, speech shows, keys and touches steer. */
import type { Place } from "../../schema/messages/place.ts";
import type { PlaceConnection } from "../net/place-connection.ts";
import type { CameraMode, WorldLight, WorldPick, WorldStats } from "./world-types.ts";

/** What `E` does now. */
export type ContextHint =
  | { kind: "join-circle"; circleId: string; topic: string }
  | { kind: "talk"; personaId: string; name: string }
  | { kind: "enter-portal"; portalId: string; title: string };

export type EnterWorldOptions = {
  canvas: HTMLCanvasElement;
  /** An element of the same size over the canvas. */
  overlay: HTMLElement;
  place: Place;
  connection: PlaceConnection;
  light: WorldLight;
  reducedMotion: boolean;
  /** Avatars, circles and portals that were clicked; clicks on the ground walk there and are told too. */
  onPick?: (pick: WorldPick) => void;
  onHint?: (hint: ContextHint | null) => void;
};

export type World = {
  /** The circle that stage and speaker cameras look at; null for the nearest. */
  watchCircle(circleId: string | null): void;
  setCameraMode(mode: CameraMode): void;
  setLight(light: WorldLight): void;
  setReducedMotion(reduced: boolean): void;
  /** Walks there by the same path-finder the server uses. False when there is no way. */
  walkTo(x: number, z: number): boolean;
  /** Where a body is drawn now; null for who is not here. */
  positionOf(avatarId: string): { x: number; z: number } | null;
  stats(): WorldStats;
  dispose(): void;
};

/** Throws an Error in words for people when this browser has no WebGL 2: offer the text view then. */
export function enterWorld(_options: EnterWorldOptions): World {
  throw new Error("The world is being built.");
}
