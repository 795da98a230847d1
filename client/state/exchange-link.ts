/** Links that give a role: the one-time link that the first start prints, and those that an admin makes (SPEC A1). */
import i18next from "i18next";
import { loadPageWords } from "../words/start-words.ts";
import { currentToken, formerSignIn, rememberAccount } from "./account.ts";
import { showNotice } from "./place-store.ts";
import { InvitedIn } from "../../schema/messages/session-seat.ts";
import { linkToPage, type TokenLink } from "./read-link.ts";
import { useScreen } from "./screen.ts";
import { readAnswer, sendRequest } from "./send-request.ts";
import { readAccount, renewAccount } from "./sign-in.ts";

/** Gives the role to the signed-in person, or to a new one when nobody is signed in. */
export async function exchangeLink({ kind, token }: TokenLink): Promise<void> {
  // With a token that expired while the page was away, a second person would be created.
  await renewAccount().catch(() => false);
  const mine = currentToken();
  const body = { token, ...(kind !== "admin" && mine === null && { name: i18next.t("someone"), ...formerSignIn() }) };
  const answer = await sendRequest(`auth/${kind}-link`, { method: "POST", body }, mine);
  if (kind === "session") return rememberSession(await readAnswer(answer, (told) => InvitedIn.parse(told)));
  const account = await readAnswer(answer, readAccount);
  rememberAccount(account);
  await loadPageWords();
  const role = i18next.t(`roles.${account.user.role}`);
  showNotice({ code: "role-received", level: "info", text: i18next.t("admin.roleReceived", { role }) });
}

/** The address leads to the session now: it opens once the person has stepped in. */
function rememberSession({ session: { id, placeId }, ...account }: InvitedIn): void {
  rememberAccount(account);
  useScreen.setState({ attending: { id, placeId } });
  history.replaceState(null, "", linkToPage("sessions", id));
}
