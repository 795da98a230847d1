import { z } from "zod";
import { Role } from "../../schema/messages/account.ts";

/** An event about a person that places must handle. */
export const PersonEvent = z.discriminatedUnion("type", [
  z.object({ type: z.literal("sign-in-ended"), signInId: z.string() }),
  z.object({ type: z.literal("role-given"), userId: z.string(), role: Role }),
  /** Their sign-ins end, too. */
  z.object({ type: z.literal("blocked"), userId: z.string() }),
  /** Removed from the place they are in; they may come back. */
  z.object({ type: z.literal("removed"), userId: z.string() }),
]);
export type PersonEvent = z.infer<typeof PersonEvent>;
