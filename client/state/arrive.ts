/** The first seconds of a page: read the link, exchange an admin link, show the world alive behind the card. */
import i18next from "i18next";
import { useAccount } from "./account.ts";
import { showNotice } from "./place-store.ts";
import { HOME_PLACE_ID, readLink } from "./read-link.ts";
import { signInAsAdmin, signInAsGuest } from "./sign-in.ts";
import { problemText } from "../words/problem-text.ts";
import { showPlace, visitPlace } from "./visit.ts";

let signedIn: Promise<void> = Promise.resolve();

/** Resolves when it is known who one is: who steps in before that would become a second person, and be overtaken. */
export const untilSignedIn = (): Promise<void> => signedIn;

export async function arrive(): Promise<void> {
  const link = readLink(location.hash);
  signedIn = beSomeone(link.kind === "admin" ? link.token : null);
  const placeId = link.kind === "place" ? link.placeId : HOME_PLACE_ID;
  // What fails here fails again, and is told, when one visits.
  void showPlace(placeId).catch(() => {});
  await signedIn;
  // Watching comes first: the place is alive before one has a body in it.
  await visitPlace(placeId, "spectator");
}

/** Watching needs a guest, too; the name comes when one steps in. Without a server the card still shows, and says so then. */
async function beSomeone(adminToken: string | null): Promise<void> {
  if (adminToken !== null) await exchangeAdminLink(adminToken);
  const { account, colour } = useAccount.getState();
  if (account === null) await signInAsGuest(i18next.t("someone"), colour).catch(() => {});
}

async function exchangeAdminLink(token: string): Promise<void> {
  // The token works once and must not stay in the history.
  history.replaceState(null, "", location.pathname);
  try {
    await signInAsAdmin(token);
  } catch (error) {
    showNotice({ code: "admin-link", level: "error", text: problemText(error, i18next.t) });
  }
}
