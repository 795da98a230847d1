import type { Place } from "../../schema/messages/place.ts";
import type { WorldAvatar, WorldCircle } from "./world-types.ts";

/** What `E` does now. */
export type ContextHint =
  | { kind: "join-circle"; circleId: string; topic: string }
  | { kind: "talk"; personaId: string; name: string }
  | { kind: "enter-portal"; portalId: string; title: string };

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
  /** Everyone but oneself. */
  avatars: Iterable<{ avatar: WorldAvatar } & Spot>;
};

const distance = (one: Spot, other: Spot) => Math.hypot(one.x - other.x, one.z - other.z);

/**
 * The nearest thing to do from here: a portal one stands in, a persona one stands before, a circle one
 * stands at. What was offered last (`offered`) stays on offer a little further away, and is not given
 * up for something hardly nearer: a button must not change under the finger.
 */
export function findHint(
  { own, ownCircleId, portals, circles, avatars }: Surroundings,
  offered: ContextHint | null,
): ContextHint | null {
  const ease = (isOffered: boolean) => (isOffered ? STAYS_SHARE : 1);
  for (const portal of portals) {
    const isOffered = offered?.kind === "enter-portal" && offered.portalId === portal.id;
    if (distance(own, portal) < PORTAL_M * ease(isOffered))
      return { kind: "enter-portal", portalId: portal.id, title: portal.title };
  }
  if (ownCircleId !== "") return null;
  let best: ContextHint | null = null;
  let nearest = Infinity;
  for (const { avatar, x, z } of avatars) {
    const away = distance(own, { x, z }) / ease(offered?.kind === "talk" && offered.personaId === avatar.id);
    if (avatar.kind !== "persona" || avatar.circleId !== "" || away > TALK_M || away >= nearest) continue;
    nearest = away;
    best = { kind: "talk", personaId: avatar.id, name: avatar.name };
  }
  for (const circle of circles) {
    const away = distance(own, circle) / ease(offered?.kind === "join-circle" && offered.circleId === circle.id);
    if (circle.status === "ended" || away > CIRCLE_M || away - CIRCLE_M + TALK_M >= nearest) continue;
    nearest = away - CIRCLE_M + TALK_M;
    best = { kind: "join-circle", circleId: circle.id, topic: circle.topic };
  }
  return best;
}
