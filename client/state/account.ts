/** Who this browser is: a guest (or admin) remembered across visits. */
import { create } from "zustand";
import { persist } from "zustand/middleware";
import type { SignedIn } from "../../schema/messages/account.ts";

export type Account = Pick<SignedIn, "token" | "refreshToken" | "user">;

type AccountState = {
  account: Account | null;
  /** Of the account that was forgotten last: shown when a new person is made, so that somebody who is blocked stays out. */
  formerToken: string | null;
  /** Offered again at the next visit, even after the account is gone. */
  lastName: string;
  colour: string;
};

export const useAccount = create<AccountState>()(
  persist((): AccountState => ({ account: null, formerToken: null, lastName: "", colour: "#c96f4a" }), {
    name: "dramatis.account",
  }),
);

export const currentToken = (): string | null => useAccount.getState().account?.token ?? null;

export function formerSignIn(): { formerToken?: string } {
  const { formerToken } = useAccount.getState();
  return formerToken === null ? {} : { formerToken };
}

export function rememberAccount(account: Account): void {
  useAccount.setState({ account });
}

export function forgetAccount(): void {
  useAccount.setState(({ account, formerToken }) => ({
    account: null,
    formerToken: account?.refreshToken ?? formerToken,
  }));
}
