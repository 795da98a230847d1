/** Talking with one persona over HTTP (SPEC, public interface). */
import { z } from "zod";
import { Message } from "./message.ts";
import { PersonaDraft } from "./persona.ts";
import { MAX_TEXT_LENGTH } from "./room-messages.ts";

const message = z.string().trim().min(1, "say something").max(MAX_TEXT_LENGTH, `at most ${MAX_TEXT_LENGTH} characters`);

export const ChatMessage = z.object({
  message,
  personaId: z.string().min(1).max(100),
  /** Any name for this talk; the first use opens a private circle that is remembered. */
  sessionId: z.string().min(1).max(100),
});
export type ChatMessage = z.infer<typeof ChatMessage>;

export const ChatReply = z.object({
  message: z.string(),
  personaId: z.string(),
  /** Traits this reply showed, surest first; `evidence` quotes the reply. */
  traits: z.array(
    z.object({ name: z.string(), description: z.string(), intensity: z.number().min(0).max(1), evidence: z.string() }),
  ),
  /** How sure the reading of traits is: their mean confidence weighted by intensity, 0 when none was shown. */
  confidence: z.number().min(0).max(1),
  /** What the person may say next, from what was asked and offered. */
  suggestedActions: z.array(z.string()),
});
export type ChatReply = z.infer<typeof ChatReply>;

export const TryLine = z.object({ draft: PersonaDraft, message });
/** The line as it comes, then all of it. */
export const TriedPart = z.union([
  z.object({ delta: z.string() }),
  z.object({
    text: z.string(),
    /** `provider/model` */
    voice: z.string(),
    /** Why it broke off, for people; null when it did not. */
    problem: z.string().nullable(),
    problemMessage: Message.optional(),
  }),
]);
export type TriedPart = z.infer<typeof TriedPart>;
