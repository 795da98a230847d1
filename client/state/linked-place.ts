import { HOME_PLACE_ID, readLink } from "./read-link.ts";
import { useScreen } from "./screen.ts";

/** Where the address leads: of the page of a session that one was invited to, where that takes place. */
export function linkedPlaceId(): string {
  const link = readLink(location.hash);
  return link.kind === "place" ? link.placeId : (useScreen.getState().attending?.placeId ?? HOME_PLACE_ID);
}
