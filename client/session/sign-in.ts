/** Becoming someone: guest by name, admin by the one-time link, and staying it by renewal. */
import { rememberAccount, useAccount, type Account } from "./account.ts";
import { readAnswer, sendRequest } from "./send-request.ts";

export async function signInAsGuest(name: string, colour: string): Promise<Account> {
  const response = await sendRequest("auth/guest", { method: "POST", body: { name, colour } }, null);
  return keep(await readAnswer(response, readAccount));
}

/** Exchanges the one-time link that the first start prints. */
export async function signInAsAdmin(linkToken: string): Promise<Account> {
  const response = await sendRequest("auth/admin-link", { method: "POST", body: { token: linkToken } }, null);
  return keep(await readAnswer(response, readAccount));
}

let renewing: Promise<boolean> | null = null;

/** True when the remembered account has a fresh token. Calls at the same time share one renewal. */
export function renewAccount(): Promise<boolean> {
  renewing ??= renew().finally(() => {
    renewing = null;
  });
  return renewing;
}

async function renew(): Promise<boolean> {
  const { account } = useAccount.getState();
  if (account?.refreshToken == null) return false;
  const response = await sendRequest("auth/refresh", { method: "POST", body: { refreshToken: account.refreshToken } }, null);
  if (!response.ok) return false;
  keep(await readAnswer(response, (answer) => readAccount({ user: account.user, refreshToken: account.refreshToken, ...Object(answer) })));
  return true;
}

function keep(account: Account): Account {
  rememberAccount(account);
  return account;
}

function readAccount(answer: unknown): Account {
  const { token, refreshToken, user } = Object(answer) as Partial<Account>;
  if (typeof token !== "string" || typeof user?.id !== "string") throw new Error("The server's answer to signing in is incomplete.");
  return { token, refreshToken: refreshToken ?? null, user: { id: user.id, name: user.name, role: user.role } };
}
