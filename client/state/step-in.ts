import type { AccountUser } from "../../schema/messages/account.ts";
import { rememberAccount, useAccount } from "./account.ts";
import { untilSignedIn } from "./arrive.ts";
import { callApi } from "./call-api.ts";
import { openLinked, watchLiveliest } from "./follow-links.ts";
import { usePlace } from "./place-store.ts";
import { HOME_PLACE_ID, readLink } from "./read-link.ts";
import { useScreen } from "./screen.ts";
import { ApiProblem } from "./send-request.ts";
import { signInAsGuest } from "./sign-in.ts";
import { visitPlace } from "./visit.ts";

/** Gives the person a body in the place the address names. Rejects with an ApiProblem when signing in fails. */
export async function stepIn(name: string, colour: string): Promise<void> {
  await untilSignedIn();
  await becomeSomeone(name, colour);
  useAccount.setState({ lastName: name, colour });
  await visitPlace(linkedPlaceId(), "visitor");
  showPanels();
  await openLinked();
}

/** Keeps watching, now with the panels open. */
export async function spectate(): Promise<void> {
  await untilSignedIn();
  if (usePlace.getState().connection === null) await visitPlace(linkedPlaceId(), "spectator");
  showPanels();
  await openLinked();
  watchLiveliest();
}

/** The remembered guest under this name and colour; a new one when that no longer exists. */
async function becomeSomeone(name: string, colour: string): Promise<void> {
  const { account } = useAccount.getState();
  if (account === null) return signInAsGuest(name, colour);
  if (account.user.name === name && account.user.colour === colour) return;
  try {
    const user = await callApi("me", {
      method: "PATCH",
      body: { name, colour },
      read: (answer) => answer as AccountUser,
    });
    rememberAccount({ ...(useAccount.getState().account ?? account), user });
  } catch (error) {
    if (!(error instanceof ApiProblem) || error.status !== 401) throw error;
    await signInAsGuest(name, colour);
  }
}

function showPanels(): void {
  useScreen.setState(({ worldProblem }) => ({ hasSteppedIn: true, isTextView: worldProblem !== null }));
}

function linkedPlaceId(): string {
  const link = readLink(location.hash);
  return link.kind === "place" ? link.placeId : HOME_PLACE_ID;
}
