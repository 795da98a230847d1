/** Links that show what a session left to anybody who has one (SPEC C9). */
import { z } from "zod";

export const ShareDraft = z.object({ days: z.number().int().min(1).max(365) });
export const Share = z.object({ id: z.string(), expiresAt: z.string(), createdBy: z.string() });
export type Share = z.infer<typeof Share>;
/** `mayShare`: whether a link can be made, or shows anything: what those who spoke agreed to decides. */
export const ShareList = z.object({ mayShare: z.boolean(), items: z.array(Share) });
export type ShareList = z.infer<typeof ShareList>;
/** `token` is returned only once; the page's address is `#/shared/<token>`. */
export const NewShare = Share.extend({ token: z.string() });
export type NewShare = z.infer<typeof NewShare>;
export const ShareUse = z.object({ token: z.string().min(1).max(300), language: z.enum(["en", "de"]).default("en") });
