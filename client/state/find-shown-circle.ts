import type { CircleSnapshot } from "../net/place-snapshot.ts";
import type { PlaceView } from "./place-store.ts";

/** The conversation this page shows, and the person's relation to it. */
export type ShownCircle = { circle: CircleSnapshot; as: "member" | "follower" | "hearer" };

type Seen = Pick<PlaceView, "circles" | "transcripts" | "followedCircleId"> & {
  /** "" when in none. */ ownCircleId: string;
};

/** The circle the person sits in; else the one followed; else one within hearing. */
export function findShownCircle({ circles, transcripts, followedCircleId, ownCircleId }: Seen): ShownCircle | null {
  const own = circles[ownCircleId];
  if (own) return { circle: own, as: "member" };
  const followed = circles[followedCircleId ?? ""];
  if (followed) return { circle: followed, as: "follower" };
  const heard = Object.keys(transcripts)
    .map((id) => circles[id])
    .find((circle) => circle !== undefined);
  return heard ? { circle: heard, as: "hearer" } : null;
}
