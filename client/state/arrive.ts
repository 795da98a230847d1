/** The first seconds of a page: read the link, exchange one that gives a role, show the live world behind the entry card. */
import i18next from "i18next";
import { useAccount } from "./account.ts";
import { showNotice } from "./place-store.ts";
import { HOME_PLACE_ID, readLink, type TokenLink } from "./read-link.ts";
import { signInAsGuest } from "./sign-in.ts";
import { problemText } from "../words/problem-text.ts";
import { showPlace, visitPlace } from "./visit.ts";

let signedIn: Promise<void> = Promise.resolve();

/** Resolves when the sign-in has settled: stepping in earlier would create a second person, soon overridden by the first. */
export const untilSignedIn = (): Promise<void> => signedIn;

export async function arrive(): Promise<void> {
  const link = readLink(location.hash);
  signedIn = beSomeone("token" in link ? link : null);
  const placeId = link.kind === "place" ? link.placeId : HOME_PLACE_ID;
  // A failure here happens again on the visit, and is shown then.
  void showPlace(placeId).catch(() => {});
  await signedIn;
  // Watch first: the place is live before the person has a body in it.
  await visitPlace(placeId, "spectator");
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
