import type { z } from "zod";
import type { Role } from "../../schema/messages/account.ts";

/** The authenticated sender of a request. */
export type Caller = {
  userId: string;
  workspaceId: string;
  signInId: string;
  name: string;
  role: z.infer<typeof Role>;
  colour: string;
};

/** Whether they manage what belongs to the workspace: admins and facilitators (SPEC M2). */
export const isWorkspaceKeeper = (caller: Pick<Caller, "role">): boolean =>
  caller.role === "admin" || caller.role === "facilitator";
