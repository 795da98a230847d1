/** What is known of one model: whether its answers begin with words for others or in the middle of a thought. */
import type { AnswerStart } from "./split-thoughts.ts";

export type ThinkingHabit = {
  start(): AnswerStart | Promise<AnswerStart>;
  /** From an answer. @param beganInThought null: it did not tell */
  learn(beganInThought: boolean | null): void;
};

/** Models whose providers tell their thoughts apart. */
export const ANSWERS_AT_ONCE: ThinkingHabit = { start: () => "answer", learn: () => undefined };

/** Names that make it likely; only how long a first answer is held back depends on them. */
const NAMED_FOR_THINKING = /(?:^|[^a-z])(?:r1|qwq|think\w*|reason\w*|magistral|o1|deepthink)(?![a-z])/i;

/**
 * @param ask what the model's chat template tells; null: nothing. Asked once, with the first call.
 */
export function learnThinking(model: string, ask: () => Promise<AnswerStart | null>): ThinkingHabit {
  let asked: Promise<AnswerStart | null> | null = null;
  let learned: AnswerStart | null = null;
  return {
    async start() {
      if (learned) return learned;
      asked ??= ask();
      const told = await asked;
      return learned ?? told ?? (NAMED_FOR_THINKING.test(model) ? "thought" : "unknown");
    },
    learn(beganInThought) {
      // One that thinks only now and then is held back from then on.
      if (beganInThought === null || learned === "thought") return;
      learned = beganInThought ? "thought" : "answer";
    },
  };
}
