/** Inputs and outputs of the world. The types are structural: snapshots of client/net fit them. */
import type { Look } from "../../schema/messages/look.ts";

export type WorldAvatar = {
  id: string;
  kind: "person" | "persona";
  name: string;
  look: Look;
  /** "" or one of GESTURES. */
  gesture: string;
  /** "idle" | "thinking" | "listening" | "speaking" | "asleep" | "muted" | "away" */
  activity: string;
  circleId: string;
  /** -1 when in no circle. */
  seat: number;
  typing: boolean;
};

export type WorldCircle = {
  id: string;
  topic: string;
  /** BCP 47: the language spoken in it. */
  language: string;
  status: string;
  x: number;
  z: number;
  members: readonly string[];
  speakerId: string;
  nextSpeakerId: string;
};

/** A body on the ground: metres; yaw in radians, 0 along +z, growing towards +x. */
export type Stance = { x: number; z: number; yaw: number };

/** What was clicked or tapped. */
export type WorldPick =
  | { kind: "avatar"; id: string }
  | { kind: "circle"; id: string }
  | { kind: "portal"; id: string }
  | { kind: "ground"; x: number; z: number };

/** follow: own body; free: moves over the place; stage: the whole circle; speaker: the one who speaks in it. */
export type CameraMode = "follow" | "free" | "stage" | "speaker";

/** golden: late sun; lantern: night; cycle: slowly alternating. */
export type WorldLight = "golden" | "lantern" | "cycle";

/** Pixels of the picture that panels hide. */
export type Covered = { left: number; right: number; top: number; bottom: number };

export type WorldOptions = {
  /** Stacked over the canvas, same size; names and bubbles are rendered here (aria-hidden: panels have the same as text). */
  overlay: HTMLElement;
  reducedMotion: boolean;
  light: WorldLight;
  /** auto measures frame times and adapts. */
  quality: "auto" | "low" | "high";
};

export type WorldStats = { drawCalls: number; triangles: number; frameMs: number; pixelRatio: number };
