/**
 * Which of the last turns a prompt shows. A window that slides by one turn would change the start of the prompt each
 * time, and no provider could reuse it (SPEC L5): this one keeps its start and drops many turns at once.
 */
import type { ConversationView, Utterance } from "../mind/conversation.ts";

/** Numbers of turns dropped at once; the smaller ones only when long turns leave no room for more. */
const BLOCKS = [20, 10, 5, 1];
/** SPEC M4. */
const MIN_TURNS = 10;

/**
 * At least the last ten turns if they fit, otherwise as many as do, and always the last one.
 *
 * @param tokensOf tokens of a turn in the prompt
 * @param budgetTokens for all of them
 */
export function keepWindow(
  { utterances, earlierTurns = 0 }: Pick<ConversationView, "utterances" | "earlierTurns">,
  tokensOf: (utterance: Utterance) => number,
  budgetTokens: number,
): Utterance[] {
  const fitting = countFitting(utterances, tokensOf, budgetTokens);
  for (const block of BLOCKS) {
    const fewest = block === 1 ? 1 : Math.min(MIN_TURNS, utterances.length);
    const first = earlierTurns + utterances.length - fitting;
    const kept = earlierTurns + utterances.length - Math.ceil(first / block) * block;
    if (kept >= fewest) return utterances.slice(-kept);
  }
  return utterances.slice(-1);
}

function countFitting(utterances: Utterance[], tokensOf: (utterance: Utterance) => number, budgetTokens: number) {
  let left = budgetTokens;
  const misfit = utterances.toReversed().findIndex((utterance) => (left -= tokensOf(utterance)) < 0);
  return misfit < 0 ? utterances.length : misfit;
}
