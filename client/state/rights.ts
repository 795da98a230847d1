/** What a role may see and change here. The server enforces it; screens only hide what it would refuse. */
import type { Role } from "../../schema/messages/account.ts";
import { useAccount } from "./account.ts";

const ADMINISTERS: Role[] = ["admin"];
const OPERATES: Role[] = ["admin", "operator"];
const FACILITATES: Role[] = ["admin", "facilitator"];
const SEES_ALL_USAGE: Role[] = [...OPERATES, "facilitator"];

const useIsOneOf = (roles: Role[]): boolean =>
  useAccount(({ account }) => account !== null && roles.includes(account.user.role));

/** People, their roles, join links and the audit log. */
export const useIsAdmin = (): boolean => useIsOneOf(ADMINISTERS);
/** Budgets, models, the operator's page. */
export const useIsOperator = (): boolean => useIsOneOf(OPERATES);
/** The survey lab, and how much each factor counts when the next speaker is chosen. */
export const useIsFacilitator = (): boolean => useIsOneOf(FACILITATES);
export const useSeesAllUsage = (): boolean => useIsOneOf(SEES_ALL_USAGE);

const isOneOf = (roles: Role[]): boolean => roles.includes(useAccount.getState().account?.user.role ?? "guest");
export const isOperator = (): boolean => isOneOf(OPERATES);
export const isFacilitator = (): boolean => isOneOf(FACILITATES);
