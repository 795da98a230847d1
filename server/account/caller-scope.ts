import type { Scope, Subject } from "../../engine/scope/scope.ts";
import type { Caller } from "./caller.ts";

/** The scope of what a signed-in person asks for over HTTP, and waits for. */
export const scopeOfCaller = (
  { workspaceId, userId }: Pick<Caller, "workspaceId" | "userId">,
  signal: AbortSignal,
  subject: Subject = {},
): Scope => ({ workspaceId, actor: { kind: "person", userId }, subject, policy: "talk", signal });
