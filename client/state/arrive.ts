/** The first seconds of a page: read the link, exchange one that gives a role, show the world alive behind the card. */
import i18next from "i18next";
import { useAccount } from "./account.ts";
import { showNotice } from "./place-store.ts";
import { HOME_PLACE_ID, readLink, type TokenLink } from "./read-link.ts";
import { signInAsGuest } from "./sign-in.ts";
import { problemText } from "../words/problem-text.ts";
import { showPlace, visitPlace } from "./visit.ts";

let signedIn: Promise<void> = Promise.resolve();

/** Resolves when it is known who one is: who steps in before that would become a second person, and be overtaken. */
export const untilSignedIn = (): Promise<void> => signedIn;

export async function arrive(): Promise<void> {
  const link = readLink(location.hash);
  signedIn = beSomeone("token" in link ? link : null);
  const placeId = link.kind === "place" ? link.placeId : HOME_PLACE_ID;
  // What fails here fails again, and is told, when one visits.
  void showPlace(placeId).catch(() => {});
  await signedIn;
  // Watching comes first: the place is alive before one has a body in it.
  await visitPlace(placeId, "spectator");
}

/** Watching needs a guest, too; the name comes when one steps in. Without a server the card still shows, and says so then. */
async function beSomeone(link: TokenLink | null): Promise<void> {
  if (link !== null) await exchange(link);
  const { account, colour } = useAccount.getState();
  if (account === null) await signInAsGuest(i18next.t("someone"), colour).catch(() => {});
}

async function exchange(link: TokenLink): Promise<void> {
  // Whoever has the token gets the role: it must not stay in the history.
  history.replaceState(null, "", location.pathname);
  try {
    const { exchangeLink } = await import("./exchange-link.ts");
    await exchangeLink(link);
  } catch (error) {
    showNotice({ code: "link-refused", level: "error", text: problemText(error, i18next.t) });
  }
}
