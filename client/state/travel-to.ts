import { usePlace } from "./place-store.ts";
import { visitPlace } from "./visit.ts";

/** Goes to another place in the same role; the address follows. */
export async function travelTo(placeId: string): Promise<void> {
  // Not by location.hash: that would be followed as a link, and the place visited twice.
  history.pushState(null, "", `#/${placeId}`);
  await visitPlace(placeId, usePlace.getState().role);
}
