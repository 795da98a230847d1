/** Links that give a role: the one-time link that the first start prints, and those that an admin makes (SPEC A1). */
import i18next from "i18next";
import { loadPageWords } from "../words/start-words.ts";
import { currentToken, rememberAccount } from "./account.ts";
import { showNotice } from "./place-store.ts";
import type { TokenLink } from "./read-link.ts";
import { readAnswer, sendRequest } from "./send-request.ts";
import { readAccount, renewAccount } from "./sign-in.ts";

/** Gives the role to the signed-in person, or to a new one when nobody is signed in. */
export async function exchangeLink({ kind, token }: TokenLink): Promise<void> {
  // With a token that expired while the page was away, a second person would be created.
  await renewAccount().catch(() => false);
  const mine = currentToken();
  const body = { token, ...(kind === "join" && mine === null && { name: i18next.t("someone") }) };
  const account = await readAnswer(await sendRequest(`auth/${kind}-link`, { method: "POST", body }, mine), readAccount);
  rememberAccount(account);
  await loadPageWords();
  const role = i18next.t(`roles.${account.user.role}`);
  showNotice({ code: "role-received", level: "info", text: i18next.t("admin.roleReceived", { role }) });
}
