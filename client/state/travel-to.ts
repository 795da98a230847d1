import { usePlace } from "./place-store.ts";
import { visitPlace } from "./visit.ts";

/** Goes to another place in the same role and updates the address. */
export async function travelTo(placeId: string): Promise<void> {
  // Not by location.hash: it would be followed as a link, and the place visited twice.
  history.pushState(null, "", `#/${placeId}`);
  await visitPlace(placeId, usePlace.getState().role);
}
