import { isWorkspaceKeeper, type Caller } from "../account/caller.ts";
import type { Persona } from "../../schema/messages/persona.ts";
import { Problem } from "../http/problem.ts";

/** Guests edit what they made; the cast belongs to the workspace (SPEC M2); an admin may change any. */
export function mayChange(caller: Pick<Caller, "userId" | "role">, persona: Pick<Persona, "ownerId">): boolean {
  if (persona.ownerId === caller.userId || caller.role === "admin") return true;
  return persona.ownerId === null && isWorkspaceKeeper(caller);
}

/** Throws a 403 Problem when the caller may not change the persona. */
export function refuseStranger(
  caller: Pick<Caller, "userId" | "role">,
  persona: Pick<Persona, "ownerId" | "name">,
): void {
  if (mayChange(caller, persona)) return;
  const whom =
    persona.ownerId === null
      ? "It belongs to the workspace: ask an admin or a facilitator, or make your own."
      : "Ask who made it, or make your own.";
  throw new Problem(403, `${persona.name} is not yours to change. ${whom}`, {
    code: "not-yours",
    values: { name: persona.name },
  });
}
