import { useEffect } from "react";
import { usePlace } from "../state/place-store.ts";
import { visitPlace } from "../state/visit.ts";

/**
 * Leads to the place of a session whose page is open, in the same role; the page stays. Nobody is taken out of a circle
 * they sit in. null: nowhere.
 */
export function useTravelTo(placeId: string | null): void {
  const isElsewhere = usePlace(({ place, connection, avatars, myId }) => {
    const isSeated = (avatars[myId]?.circleId ?? "") !== "";
    return placeId !== null && connection !== null && place !== null && place.id !== placeId && !isSeated;
  });
  useEffect(() => {
    if (isElsewhere && placeId !== null) void visitPlace(placeId, usePlace.getState().role);
  }, [isElsewhere, placeId]);
}
