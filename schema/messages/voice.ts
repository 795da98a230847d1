/** Which voice speaks, and what is on its way. Shown on screen and in the terminal (L2). */
import { z } from "zod";
import { Message } from "./message.ts";

export const VoiceStatus = z.object({
  /** "rehearsal" is scripted and free and must be unmistakable on screen. */
  kind: z.enum(["rehearsal", "embedded", "endpoint", "provider"]),
  /** `provider/model`, for example `embedded/SmolLM2-135M-Instruct` or `openai/gpt-5.6-mini`. */
  route: z.string(),
  /** A short plain name for screens. */
  label: z.string(),
  /** Whose it is, by name for people; "" where that has no name. */
  provider: z.string(),
  /** Set while a better voice is being fetched or loaded. */
  arriving: z
    .object({
      step: z.enum(["looking", "downloading", "verifying", "loading", "measuring"]),
      model: z.string(),
      receivedBytes: z.number().int().nonnegative(),
      totalBytes: z.number().int().nonnegative().nullable(),
    })
    .nullable(),
  /** What went wrong last, in words a person can act on; null when all is well. */
  problem: z.string().nullable(),
  problemMessage: Message.optional(),
  /** Calls that wait for a free place on the voice. */
  waiting: z.number().int().nonnegative().optional(),
});
export type VoiceStatus = z.infer<typeof VoiceStatus>;
