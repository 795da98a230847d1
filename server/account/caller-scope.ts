import { principalOf, type Principal, type Scope, type Subject } from "../../engine/scope/scope.ts";
import type { Caller } from "./caller.ts";

/** The scope of calls made for a signed-in person's HTTP request, while they wait. */
export const scopeOfCaller = (
  { workspaceId, userId }: Pick<Caller, "workspaceId" | "userId">,
  signal: AbortSignal,
  subject: Subject = {},
): Scope => ({ workspaceId, actor: { kind: "person", userId }, subject, policy: "talk", signal });

export const principalOfCaller = ({ workspaceId, userId }: Pick<Caller, "workspaceId" | "userId">): Principal =>
  principalOf(workspaceId, userId);
