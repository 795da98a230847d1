import type { Replay } from "../../schema/messages/replay.ts";
import { closeReplay } from "../state/follow-links.ts";
import { tryIntent } from "../state/intents.ts";
import { usePlace } from "../state/place-store.ts";
import { showConversation } from "../state/screen.ts";
import { visitPlace } from "../state/visit.ts";

/** Goes to the place of a conversation and opens a circle there with what was said up to the turn. */
export async function openBranch({ circleId, placeId }: Pick<Replay, "circleId" | "placeId">, turnId: string) {
  const { place, role } = usePlace.getState();
  closeReplay();
  if (place?.id !== placeId || role !== "visitor") {
    history.replaceState(null, "", `#/${placeId}`);
    await visitPlace(placeId, "visitor");
  }
  if (await tryIntent("branch", { circleId, turnId })) showConversation(true);
}
