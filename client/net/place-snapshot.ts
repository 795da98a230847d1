/** Plain copies of the room's state, so that nothing outside client/net holds live schema objects. */
import type { Look } from "../../schema/messages/look.ts";
import type { CircleKind } from "../../schema/messages/room-messages.ts";
import type { Avatar, Circle } from "../../schema/state/place-state.ts";

export type AvatarSnapshot = {
  /** User id or persona id. */
  id: string;
  kind: "person" | "persona";
  name: string;
  look: Look;
  /** The look as it was sent: equal text, equal look. */
  lookText: string;
  gesture: string;
  activity: string;
  /** "" when in no circle. */
  circleId: string;
  /** -1 when in none. */
  seat: number;
  typing: boolean;
  /** Name → intensity 0–1; personas only. */
  traits: Record<string, number>;
};

export type CircleSnapshot = {
  id: string;
  /** "" for a private circle whose transcript this page does not have. */
  topic: string;
  kind: CircleKind;
  mode: "auto" | "manual";
  /** 1–10 */
  speed: number;
  status: "waiting" | "talking" | "paused" | "asleep" | "ended";
  /** JSON of the `Message` that says why it paused on its own; "" when it did not. */
  pausedMessage: string;
  isPrivate: boolean;
  /** Small talk of personas without a person: its personas are free. */
  isCasual: boolean;
  /** BCP 47: the language its personas speak. */
  language: string;
  x: number;
  z: number;
  /** Avatar ids, opener first. */
  members: string[];
  speakerId: string;
  nextSpeakerId: string;
  costNano: number;
  /** "" when it belongs to no session. */
  sessionId: string;
  /** JSON of `ShownDebate`; "" while it has none. */
  debate: string;
};

const PLAIN_LOOK: Look = { palette: ["#8a6f5a", "#d8c3a5", "#4a3b33"], silhouette: "slender" };

/** A look that this build does not understand is drawn in a default style. */
export function parseLook(text: string): Look {
  try {
    const look = JSON.parse(text) as Look;
    return Array.isArray(look.palette) && look.palette.length === 3 ? look : PLAIN_LOOK;
  } catch {
    return PLAIN_LOOK;
  }
}

/** @param before the previous copy; its look object is reused while the look is unchanged */
export function copyAvatar(id: string, avatar: Avatar, before?: AvatarSnapshot): AvatarSnapshot {
  return {
    id,
    kind: avatar.kind === "persona" ? "persona" : "person",
    name: avatar.name,
    look: before?.lookText === avatar.look ? before.look : parseLook(avatar.look),
    lookText: avatar.look,
    gesture: avatar.gesture,
    activity: avatar.activity,
    circleId: avatar.circleId,
    seat: avatar.seat,
    typing: avatar.typing,
    traits: Object.fromEntries(avatar.traits.entries()),
  };
}

/** Whether nothing but position (and traits) changed since the copy; called for every avatar that moves, so it allocates nothing. */
export function isCopyOf(copy: AvatarSnapshot, avatar: Avatar): boolean {
  return (
    copy.lookText === avatar.look &&
    copy.name === avatar.name &&
    copy.gesture === avatar.gesture &&
    copy.activity === avatar.activity &&
    copy.circleId === avatar.circleId &&
    copy.seat === avatar.seat &&
    copy.typing === avatar.typing
  );
}

export function copyCircle(id: string, circle: Circle): CircleSnapshot {
  return {
    id,
    topic: circle.topic,
    kind: circle.kind as CircleKind,
    mode: circle.mode as CircleSnapshot["mode"],
    speed: circle.speed,
    status: circle.status as CircleSnapshot["status"],
    pausedMessage: circle.pausedMessage,
    isPrivate: circle.isPrivate,
    isCasual: circle.isCasual,
    language: circle.language,
    x: circle.x,
    z: circle.z,
    members: [...circle.members],
    speakerId: circle.speakerId,
    nextSpeakerId: circle.nextSpeakerId,
    costNano: circle.costNano,
    sessionId: circle.sessionId,
    debate: circle.debate,
  };
}
