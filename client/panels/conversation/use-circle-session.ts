import type { CircleSnapshot } from "../../net/place-snapshot.ts";
import type { ShownCircle } from "../../state/find-shown-circle.ts";
import { useSeat, useSessionNews } from "../../state/own-seat.ts";

/** What one may do in a circle. A session gives it its title, and lets only its facilitators steer and invite. */
export function useCircleSession({ sessionId }: CircleSnapshot, as: ShownCircle["as"]) {
  useSessionNews(sessionId);
  const seat = useSeat(sessionId).data;
  const isMember = as === "member";
  const leads = seat?.role === "facilitator";
  const maySteer = isMember && (sessionId === "" || leads);
  return { title: seat?.title, isMember, maySteer, leads };
}
