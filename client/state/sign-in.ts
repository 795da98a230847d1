/** Signing in (as a guest by name; by a link: exchange-link.ts) and renewing the sign-in. */
import { forgetAccount, formerSignIn, rememberAccount, useAccount, type Account } from "./account.ts";
import { ApiProblem, readAnswer, sendRequest } from "./send-request.ts";

export async function signInAsGuest(name: string, colour: string): Promise<void> {
  const response = await sendRequest("auth/guest", { method: "POST", body: { name, colour, ...formerSignIn() } }, null);
  rememberAccount(await readAnswer(response, readAccount));
}

let renewing: Promise<boolean> | null = null;

/** True when the remembered account has a fresh token; one that has ended or is blocked is forgotten, the latter by rejecting. Concurrent calls share one renewal. */
export function renewAccount(): Promise<boolean> {
  renewing ??= renew().finally(() => {
    renewing = null;
  });
  return renewing;
}

async function renew(): Promise<boolean> {
  const { account } = useAccount.getState();
  if (account === null) return false;
  const { refreshToken } = account;
  const response = await sendRequest("auth/refresh", { method: "POST", body: { refreshToken } }, null);
  if (response.status === 401) {
    forgetAccount();
    return false;
  }
  if (response.status === 403) forgetAccount();
  rememberAccount(await readAnswer(response, readAccount));
  return true;
}

export function readAccount(answer: unknown): Account {
  const { token, refreshToken, user } = Object(answer) as Partial<Account>;
  if (token === undefined || refreshToken === undefined || user === undefined) throw new ApiProblem(502, "");
  return { token, refreshToken, user };
}
