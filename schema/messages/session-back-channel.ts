/** What observers and facilitators of a session write to each other (SPEC C9). */
import { z } from "zod";
import { MAX_TEXT_LENGTH } from "./room-messages.ts";
import { written } from "./written-text.ts";

/** Between observers and facilitators; participants, spectators and personas never see it. */
export const BackChannelDraft = z.object({ text: written(MAX_TEXT_LENGTH) });
export const BackChannelEntry = z.object({
  id: z.string(),
  at: z.string(),
  authorId: z.string(),
  authorName: z.string(),
  text: z.string(),
});
export type BackChannelEntry = z.infer<typeof BackChannelEntry>;
/** The last 200, oldest first. */
export const BackChannel = z.object({ items: z.array(BackChannelEntry) });
