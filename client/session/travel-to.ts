import { usePlace } from "./place-store.ts";
import { visitPlace } from "./visit.ts";

/** Goes to another place in the same role; the address follows. */
export async function travelTo(placeId: string): Promise<void> {
  location.hash = `#/${placeId}`;
  await visitPlace(placeId, usePlace.getState().role);
}
