/** Links lead straight to a place, a circle or a persona (SPEC W7), also those opened while one is here. */
import { followCircle } from "./follow-circle.ts";
import { tryIntent } from "./intents.ts";
import { usePlace } from "./place-store.ts";
import { HOME_PLACE_ID, readLink } from "./read-link.ts";
import { closeDialog, openDialog, useScreen } from "./screen.ts";
import { visitPlace } from "./visit.ts";

/** Goes where the address points from now on; returns how to stop. */
export function followLinks(): () => void {
  const follow = () => void goToLinkedPlace();
  addEventListener("hashchange", follow);
  return () => removeEventListener("hashchange", follow);
}

/** Sits down in the circle that the address names, or opens the card of its persona, or a page. */
export async function openLinked(): Promise<void> {
  const link = readLink(location.hash);
  if (link.kind === "page") return openDialog(link);
  if (link.kind !== "place" || usePlace.getState().link.kind !== "connected") return;
  if (link.personaId !== null) openDialog({ kind: "persona", personaId: link.personaId });
  if (link.circleId === null) return;
  if (usePlace.getState().role === "visitor") await tryIntent("join-circle", { circleId: link.circleId });
  else followCircle(link.circleId);
}

/** The page closes, and the address is the place's again. */
export function closePage(): void {
  closeDialog();
  if (readLink(location.hash).kind === "page")
    history.replaceState(null, "", `#/${usePlace.getState().place?.id ?? HOME_PLACE_ID}`);
}

async function goToLinkedPlace(): Promise<void> {
  const link = readLink(location.hash);
  const { place, role } = usePlace.getState();
  // The browser's way back out of a page.
  if (link.kind === "place" && useScreen.getState().dialog?.kind === "page") closeDialog();
  if (link.kind === "place" && link.placeId !== place?.id) await visitPlace(link.placeId, role);
  if (useScreen.getState().hasSteppedIn) await openLinked();
}
