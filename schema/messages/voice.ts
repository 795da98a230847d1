/** Which voice speaks, and which is being set up. Shown on screen and in the terminal (L2). */
import { z } from "zod";
import { Message } from "./message.ts";

export const VoiceStatus = z.object({
  /** "rehearsal" is scripted and free, and must be unmistakable on screen. */
  kind: z.enum(["rehearsal", "embedded", "endpoint", "provider"]),
  /** `provider/model`, for example `embedded/SmolLM2-135M-Instruct` or `openai/gpt-5.6-mini`. */
  route: z.string(),
  /** A short name for screens. */
  label: z.string(),
  /** The provider's display name; "" if it has none. */
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
  /** The latest problem, as a message a person can act on; null when there is none. */
  problem: z.string().nullable(),
  problemMessage: Message.optional(),
  /** Calls that wait for a free slot of the voice. */
  waiting: z.number().int().nonnegative().optional(),
});
export type VoiceStatus = z.infer<typeof VoiceStatus>;
