import { sendIntent } from "./intents.ts";
import { usePlace, type WatchMode } from "./place-store.ts";

/** As a spectator, follows one circle with transcript and camera. */
export function followCircle(circleId: string | null): void {
  sendIntent("follow", { circleId });
  usePlace.getState().world?.watchCircle(circleId);
  usePlace.setState({ followedCircleId: circleId });
  watchBy(circleId === null ? "free" : "stage");
}

/** What a spectator's camera looks at (SPEC W11). */
export function watchBy(watching: WatchMode): void {
  usePlace.getState().world?.setCameraMode(watching);
  usePlace.setState({ watching });
}
