import type { z } from "zod";
import type { Role } from "../../schema/messages/account.ts";

/** Who makes a request, as checked a moment ago. */
export type Caller = {
  userId: string;
  workspaceId: string;
  signInId: string;
  name: string;
  role: z.infer<typeof Role>;
  colour: string;
};

/** Admins and facilitators look after what belongs to the workspace (SPEC M2). */
export const isWorkspaceKeeper = (caller: Pick<Caller, "role">): boolean =>
  caller.role === "admin" || caller.role === "facilitator";
