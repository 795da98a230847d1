/** The first seconds of a page: read the link, exchange one that gives a role, show the live world behind the entry card. */
import i18next from "i18next";
import { useAccount } from "./account.ts";
import { showNotice } from "./place-store.ts";
import { linkedPlaceId } from "./linked-place.ts";
import { readLink, type TokenLink } from "./read-link.ts";
import { isFacilitator } from "./rights.ts";
import { useScreen } from "./screen.ts";
import { signInAsGuest } from "./sign-in.ts";
import { problemText } from "../words/problem-text.ts";
import { showPlace, visitPlace } from "./visit.ts";

let signedIn: Promise<void> = Promise.resolve();

/** Resolves when the sign-in has settled: stepping in earlier would create a second person, soon overridden by the first. */
export const untilSignedIn = (): Promise<void> => signedIn;

export async function arrive(): Promise<void> {
  const link = readLink(location.hash);
  signedIn = beSomeone("token" in link ? link : null);
  // Where a session takes place is known once its link is exchanged. A failure here happens again on the visit, and is shown then.
  if (link.kind !== "session") void showPlace(linkedPlaceId()).catch(() => {});
  await signedIn;
  attendLinked();
  // Watch first: the place is live before the person has a body in it.
  await visitPlace(linkedPlaceId(), "spectator");
}

/** A guest who comes back to the page of a session. */
function attendLinked(): void {
  const link = readLink(location.hash);
  const id = link.kind === "page" && link.page === "sessions" ? link.path[0] : undefined;
  if (id && !isFacilitator() && useScreen.getState().attending === null)
    useScreen.setState({ attending: { id, placeId: null } });
}

/** Watching needs a guest account, too; the name is given on stepping in. Without a server the card is still shown, and reports it then. */
async function beSomeone(link: TokenLink | null): Promise<void> {
  if (link !== null) await exchange(link);
  const { account, colour } = useAccount.getState();
  if (account === null) await signInAsGuest(i18next.t("someone"), colour).catch(() => {});
}

async function exchange(link: TokenLink): Promise<void> {
  // The token grants the role to any holder: it must not stay in the history.
  history.replaceState(null, "", location.pathname);
  try {
    const { exchangeLink } = await import("./exchange-link.ts");
    await exchangeLink(link);
  } catch (error) {
    showNotice({ code: "link-refused", level: "error", text: problemText(error, i18next.t) });
  }
}
