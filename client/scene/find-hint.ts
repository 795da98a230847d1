import type { LocalizedText } from "../../schema/messages/localized-text.ts";
import type { Place } from "../../schema/messages/place.ts";
import type { WorldAvatar, WorldCircle } from "./world-types.ts";

/** What `E` does now. */
export type ContextHint =
  | { kind: "join-circle"; circleId: string; topic: string }
  | { kind: "talk"; personaId: string; name: string }
  | { kind: "enter-portal"; portalId: string; title: LocalizedText };

const PORTAL_M = 2.4;
const TALK_M = 2.6;
const CIRCLE_M = 4.8;
const STAYS_SHARE = 1.35;

type Spot = { x: number; z: number };
export type Surroundings = {
  own: Spot;
  ownCircleId: string;
  portals: Place["portals"];
  circles: Iterable<WorldCircle>;
  /** Everyone except the person. */
  avatars: Iterable<{ avatar: WorldAvatar } & Spot>;
};

const distance = (one: Spot, other: Spot) => Math.hypot(one.x - other.x, one.z - other.z);

const reach = (isOffered: boolean) => (isOffered ? STAYS_SHARE : 1);

/**
 * The nearest action available from here: through a portal one stands in, with a persona in front of one, at a circle.
 * The hint that is on offer (`offered`) stays a little longer while moving away, and is not replaced by one that is
 * only slightly nearer: a button must not change under the finger.
 */
export function findHint(around: Surroundings, offered: ContextHint | null): ContextHint | null {
  const portal = portalHint(around, offered);
  if (portal || around.ownCircleId !== "") return portal;
  const talk = talkHint(around, offered);
  const join = circleHint(around, offered);
  if (!talk || !join) return (talk ?? join)?.hint ?? null;
  return join.away < talk.away ? join.hint : talk.hint;
}

function portalHint({ own, portals }: Surroundings, offered: ContextHint | null): ContextHint | null {
  const portal = portals.find(
    (one) => distance(own, one) < PORTAL_M * reach(offered?.kind === "enter-portal" && offered.portalId === one.id),
  );
  return portal ? { kind: "enter-portal", portalId: portal.id, title: portal.title } : null;
}

/** `away` makes personas and circles comparable: a circle's centre is further away when one stands at its edge. */
type Near = { away: number; hint: ContextHint } | null;

function talkHint({ own, avatars }: Surroundings, offered: ContextHint | null): Near {
  let nearest: Near = null;
  for (const { avatar, x, z } of avatars) {
    if (avatar.kind !== "persona" || avatar.circleId !== "") continue;
    const away = distance(own, { x, z }) / reach(offered?.kind === "talk" && offered.personaId === avatar.id);
    if (away > TALK_M || away >= (nearest?.away ?? Infinity)) continue;
    nearest = { away, hint: { kind: "talk", personaId: avatar.id, name: avatar.name } };
  }
  return nearest;
}

function circleHint({ own, circles }: Surroundings, offered: ContextHint | null): Near {
  let nearest: Near = null;
  for (const circle of circles) {
    if (circle.status === "ended") continue;
    const isOffered = offered?.kind === "join-circle" && offered.circleId === circle.id;
    const away = distance(own, circle) / reach(isOffered) - CIRCLE_M + TALK_M;
    if (away > TALK_M || away >= (nearest?.away ?? Infinity)) continue;
    nearest = { away, hint: { kind: "join-circle", circleId: circle.id, topic: circle.topic } };
  }
  return nearest;
}
