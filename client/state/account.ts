/** Who this browser is: a guest (or admin) remembered across visits. */
import { create } from "zustand";
import { persist } from "zustand/middleware";
import type { SignedIn } from "../../schema/messages/account.ts";

export type Account = Pick<SignedIn, "token" | "refreshToken" | "user">;

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
  useAccount.setState({ account });
}

export function forgetAccount(): void {
  useAccount.setState({ account: null });
}
