import type { PlaceConnection } from "../net/place-connection.ts";
import type { Refused } from "../net/to-refusal.ts";
import { receiveTranscriptEvent, showNotice } from "./place-store.ts";

/** The state follows an answer within a patch or two; without it, one goes on anyway. */
const PATIENCE_MS = 3000;

/** In the circle one sat in before; resolves once the state says so, or when that is refused, which is told. */
export async function sitDownAgain(connection: PlaceConnection, circleId: string): Promise<void> {
  try {
    const message = await connection.request("join-circle", { circleId });
    receiveTranscriptEvent({ type: "transcript", message });
  } catch (error) {
    const { reason, ...told } = error as Refused;
    return showNotice({ ...told, level: "warning", text: reason });
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
