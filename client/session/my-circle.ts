import type { CircleSnapshot } from "../net/place-snapshot.ts";
import type { PlaceView } from "./place-store.ts";

/** How this page stands to the conversation it shows. */
export type ShownCircle = { circle: CircleSnapshot; as: "member" | "follower" | "hearer" };

/** The circle one sits in; else the one followed; else one within hearing. */
export function findShownCircle(view: Pick<PlaceView, "avatars" | "circles" | "transcripts" | "myId" | "followedCircleId">): ShownCircle | null {
  const own = view.circles[view.avatars[view.myId]?.circleId ?? ""];
  if (own) return { circle: own, as: "member" };
  const followed = view.circles[view.followedCircleId ?? ""];
  if (followed) return { circle: followed, as: "follower" };
  const heard = Object.keys(view.transcripts).map((id) => view.circles[id]).find((circle) => circle !== undefined);
  return heard ? { circle: heard, as: "hearer" } : null;
}
