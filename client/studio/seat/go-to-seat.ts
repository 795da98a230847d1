import type { SessionSeat } from "../../../schema/messages/session-seat.ts";
import { closePage, useScreen } from "../../state/screen.ts";
import { watchCircle } from "../../state/watch-circle.ts";

/** Observers and spectators watch it from the gallery. */
export const isWatcher = ({ role }: SessionSeat): boolean => role === "spectator" || role === "observer";

/** To a session that runs, or is about to; the page that hides it closes. */
export async function goToSeat(seat: SessionSeat): Promise<void> {
  if (isWatcher(seat) && seat.circleId !== null) await watchCircle(seat.placeId, seat.circleId);
  if (useScreen.getState().page?.page === "sessions") closePage();
}
