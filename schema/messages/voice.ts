/** Which voice speaks, and which is being set up. Shown on screen and in the terminal (L2). */
import { z } from "zod";
import { Message } from "./message.ts";

/** A model that is being set up. */
const Arriving = z.object({
  step: z.enum(["looking", "downloading", "verifying", "loading", "measuring"]),
  model: z.string(),
  receivedBytes: z.number().int().nonnegative(),
  totalBytes: z.number().int().nonnegative().nullable(),
});

/** How memories are found (M5). */
export const MemoryStatus = z.object({
  /** The embedding model that finds them by meaning; null: they are found by their words. */
  model: z.string().nullable(),
  /** Set while an embedding model is being fetched or loaded. */
  arriving: Arriving.nullable(),
  /** Why there is none, if something went wrong. */
  problem: Message.nullable(),
});
export type MemoryStatus = z.infer<typeof MemoryStatus>;

/**
 * What a model can be asked, as probed.
 * - `tiny`: one plain question; it loses track of a talk and says instructions back
 * - `middle`: a talk in turns and a character, but not a page of rules
 * - `large`: rules, marks and memories, and to judge what others say
 */
export const Skill = z.enum(["tiny", "middle", "large"]);
export type Skill = z.infer<typeof Skill>;

export const VoiceStatus = z.object({
  /** "rehearsal" is scripted and free, and must be unmistakable on screen. */
  kind: z.enum(["rehearsal", "embedded", "endpoint", "provider"]),
  /** `provider/model`, for example `embedded/SmolLM2-135M-Instruct` or `openai/gpt-5.6-mini`. */
  route: z.string(),
  /** A short name for screens. */
  label: z.string(),
  /** The provider's display name; "" if it has none. */
  provider: z.string(),
  /** Presumed until it is probed. */
  skill: Skill,
  /** Set while a better voice is being fetched or loaded. */
  arriving: Arriving.nullable(),
  /** The latest problem, as a message a person can act on; null when there is none. */
  problem: z.string().nullable(),
  problemMessage: Message.optional(),
  /** Calls that wait for a free slot of the voice. */
  waiting: z.number().int().nonnegative().optional(),
  memory: MemoryStatus,
});
export type VoiceStatus = z.infer<typeof VoiceStatus>;
