import type { PlaceConnection } from "../net/place-connection.ts";
import type { Refused } from "../net/to-refusal.ts";
import { untilCircle } from "./until-circle.ts";
import { receiveTranscriptEvent, showNotice } from "./place-store.ts";

/** The state follows an answer within a patch or two; after this long without it, carry on. */
const PATIENCE_MS = 3000;

/** Rejoins the previous circle; resolves once the state shows it, or once a refusal has been shown as a notice. */
export async function sitDownAgain(connection: PlaceConnection, circleId: string): Promise<void> {
  await untilCircle(connection, circleId);
  try {
    const message = await connection.request("join-circle", { circleId });
    receiveTranscriptEvent({ type: "transcript", message });
  } catch (error) {
    const { reason, ...refusal } = error as Refused;
    return showNotice({ ...refusal, level: "warning", text: reason });
  }
  const isSeated = () => connection.avatars.get(connection.userId)?.circleId === circleId;
  if (isSeated()) return;
  await new Promise<void>((resolve) => {
    const done = () => {
      stop();
      clearTimeout(timer);
      resolve();
    };
    const stop = connection.on("avatar-changed", () => isSeated() && done());
    const timer = setTimeout(done, PATIENCE_MS);
  });
}
