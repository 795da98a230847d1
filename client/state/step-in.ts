import type { AccountUser } from "../../schema/messages/account.ts";
import { rememberAccount, useAccount, type Account } from "./account.ts";
import { untilSignedIn } from "./arrive.ts";
import { callApi } from "./call-api.ts";
import { openLinked, watchLiveliest } from "./follow-links.ts";
import { linkedPlaceId } from "./linked-place.ts";
import { usePlace } from "./place-store.ts";
import { useScreen } from "./screen.ts";
import { ApiProblem } from "./send-request.ts";
import { signInAsGuest } from "./sign-in.ts";
import { visitPlace } from "./visit.ts";

/** Gives the person a body in the place the address names. Rejects with an ApiProblem when signing in fails. */
export async function stepIn(name: string, colour: string): Promise<void> {
  await untilSignedIn();
  await becomeSomeone(name, colour);
  await visitPlace(linkedPlaceId(), "visitor");
  showPanels();
  await openLinked();
}

/** Keeps watching, now with the panels open; under this name, if one was given. */
export async function spectate(name: string, colour: string): Promise<void> {
  await untilSignedIn();
  const isRenamed = name !== "" && (await becomeSomeone(name, colour));
  // The place knows people by the name they came with.
  if (isRenamed || usePlace.getState().connection === null) await visitPlace(linkedPlaceId(), "spectator");
  showPanels();
  await openLinked();
  watchLiveliest();
}

/**
 * The remembered guest under this name and colour; a new one when that no longer exists.
 * @returns whether they were another before
 */
async function becomeSomeone(name: string, colour: string): Promise<boolean> {
  const { account } = useAccount.getState();
  const isAnother = account?.user.name !== name || account.user.colour !== colour;
  if (account === null) await signInAsGuest(name, colour);
  else if (isAnother) await rename(account, name, colour);
  useAccount.setState({ lastName: name, colour });
  return isAnother;
}

async function rename(account: Account, name: string, colour: string): Promise<void> {
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
