import type { CircleSnapshot } from "../../net/place-snapshot.ts";
import type { GalleryRole } from "../../gallery/questions.tsx";
import type { ShownCircle } from "../../state/find-shown-circle.ts";
import { useSeat, useSessionNews } from "../../state/own-seat.ts";
import { useIsFacilitator } from "../../state/rights.ts";

/**
 * What one may do in a circle. A session gives it its title, and lets only its facilitators steer and invite. `seat`: one's
 * own in its session. `gallery`: what one may do in its gallery.
 */
export function useCircleSession({ sessionId }: CircleSnapshot, as: ShownCircle["as"]) {
  useSessionNews(sessionId);
  const seat = useSeat(sessionId).data;
  const isMember = as === "member";
  const isFacilitator = useIsFacilitator() || seat?.role === "facilitator";
  const maySteer = isMember && (sessionId === "" || seat?.role === "facilitator");
  const isAudience = as === "follower" && !isFacilitator;
  const gallery: GalleryRole = isAudience ? "audience" : maySteer || isFacilitator ? "leader" : "reader";
  return { seat, isMember, maySteer, isFacilitator, gallery };
}
