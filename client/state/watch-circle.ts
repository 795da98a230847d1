import { followCircle } from "./follow-circle.ts";
import { usePlace } from "./place-store.ts";
import { visitPlace } from "./visit.ts";

/** From the gallery: whoever has a body leaves it. */
export async function watchCircle(placeId: string, circleId: string): Promise<void> {
  if (usePlace.getState().role !== "spectator") await visitPlace(placeId, "spectator");
  followCircle(circleId);
}
