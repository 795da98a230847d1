/** What is known about one model: whether its answers begin with text for others or in the middle of a thought. */
import type { AnswerStart } from "./split-thoughts.ts";

export type ThinkingHabit = {
  start(): AnswerStart | Promise<AnswerStart>;
  /** Learns from an answer. @param beganInThought null when the answer did not show it */
  learn(beganInThought: boolean | null): void;
};

/** For models whose providers separate thoughts. */
export const ANSWERS_AT_ONCE: ThinkingHabit = { start: () => "answer", learn: () => undefined };

/** Names that suggest reasoning; they only affect how long a first answer is withheld. */
const NAMED_FOR_THINKING = /(?:^|[^a-z])(?:r1|qwq|think\w*|reason\w*|magistral|o1|deepthink)(?![a-z])/i;

/**
 * @param ask resolves with what the model's chat template shows; null for nothing. Called once, with the first call.
 */
export function learnThinking(model: string, ask: () => Promise<AnswerStart | null>): ThinkingHabit {
  let asked: Promise<AnswerStart | null> | null = null;
  let learned: AnswerStart | null = null;
  return {
    async start() {
      if (learned) return learned;
      asked ??= ask();
      const fromTemplate = await asked;
      return learned ?? fromTemplate ?? (NAMED_FOR_THINKING.test(model) ? "thought" : "unknown");
    },
    learn(beganInThought) {
      // A model that reasons only sometimes is withheld from then on.
      if (beganInThought === null || learned === "thought") return;
      learned = beganInThought ? "thought" : "answer";
    },
  };
}
