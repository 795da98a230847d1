/** Who this browser is: a guest (or admin) remembered between visits. */
import { create } from "zustand";
import { persist } from "zustand/middleware";

export type User = { id: string; name: string; role: string };

export type Account = {
  /** Short-lived; renewed with `refreshToken`. */
  token: string;
  refreshToken: string | null;
  user: User;
};

type AccountState = {
  account: Account | null;
  /** Offered again at the next visit, even after the account is gone. */
  lastName: string;
  colour: string;
};

export const useAccount = create<AccountState>()(
  persist((): AccountState => ({ account: null, lastName: "", colour: "#c96f4a" }), { name: "dramatis.account" }),
);

export const currentToken = (): string | null => useAccount.getState().account?.token ?? null;

export function rememberAccount(account: Account): void {
  useAccount.setState({ account, lastName: account.user.name });
}

export function forgetAccount(): void {
  useAccount.setState({ account: null });
}
