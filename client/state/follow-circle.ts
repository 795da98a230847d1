import { sendIntent } from "./intents.ts";
import { usePlace } from "./place-store.ts";

/** A spectator reads along with one circle, and the camera looks at it. */
export function followCircle(circleId: string | null): void {
  sendIntent("follow", { circleId });
  const { world } = usePlace.getState();
  world?.watchCircle(circleId);
  world?.setCameraMode(circleId === null ? "free" : "stage");
  usePlace.setState({ followedCircleId: circleId });
}
