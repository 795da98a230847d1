/** Talking with one persona over HTTP (SPEC, public interface). */
import { z } from "zod";
import { Message } from "./message.ts";
import { PersonaDraft } from "./persona.ts";
import { MAX_TEXT_LENGTH } from "./room-messages.ts";

const message = z.string().trim().min(1, "say something").max(MAX_TEXT_LENGTH, `at most ${MAX_TEXT_LENGTH} characters`);

export const ChatMessage = z.object({
  message,
  personaId: z.string().min(1).max(100),
  /** Any name for this conversation; its first use opens a private, remembered circle. */
  sessionId: z.string().min(1).max(100),
});
export type ChatMessage = z.infer<typeof ChatMessage>;

export const ChatReply = z.object({
  message: z.string(),
  personaId: z.string(),
  /** Traits this reply showed, most confident first; `evidence` quotes the reply. */
  traits: z.array(
    z.object({ name: z.string(), description: z.string(), intensity: z.number().min(0).max(1), evidence: z.string() }),
  ),
  /** The mean confidence of the traits, weighted by intensity; 0 when none was shown. */
  confidence: z.number().min(0).max(1),
  /** What the person might say next, derived from questions and offers in the reply. */
  suggestedActions: z.array(z.string()),
});
export type ChatReply = z.infer<typeof ChatReply>;

export const TryLine = z.object({ draft: PersonaDraft, message });
/** Parts of the line as they arrive, then the whole line. */
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
