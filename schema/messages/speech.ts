/** Speech by people, as text (SPEC W12). */
import { z } from "zod";

/** What a recording may last; the page stops by itself. */
export const MAX_RECORDING_SECONDS = 60;
/** Base64 of a minute at the 16 kbit/s that pages record, with room for browsers that record finer. */
const MAX_BASE64_LENGTH = 200_000;

/** Whether this server turns recordings into text, and where. */
export const SpeechAbility = z.object({
  /** Host of the server that is sent recordings, for the consent; null when there is none. */
  recogniser: z.string().nullable(),
});
export type SpeechAbility = z.infer<typeof SpeechAbility>;

export const Recording = z.object({
  audio: z.base64().min(1).max(MAX_BASE64_LENGTH),
  contentType: z.enum(["audio/webm", "audio/ogg", "audio/mp4", "audio/wav"]),
  /** ISO 639-1, of the circle. */
  language: z.string().regex(/^[a-z]{2}$/),
});
export type Recording = z.infer<typeof Recording>;

export const Recognised = z.object({ text: z.string() });
