/** Detects that a conversation has run dry: the personas repeat what was said (SPEC C6). */
import { measureSimilarity } from "../text/measure-similarity.ts";
import type { ConversationView } from "./conversation.ts";

/** Word-pair overlap above which a turn only repeats an earlier one. */
export const NEAR_REPEAT = 0.6;
/** This many consecutive near-repeats, without a person speaking in between, end the talk. */
const REPEATS_TO_END = 3;
const LOOK_BACK_TURNS = 12;

export function senseEnding(view: ConversationView): boolean {
  const latest = view.utterances.slice(-REPEATS_TO_END);
  if (latest.length < REPEATS_TO_END || latest.some((turn) => turn.speakerKind === "person")) return false;
  return latest.every((turn) => {
    const position = view.utterances.indexOf(turn);
    const earlier = view.utterances.slice(Math.max(0, position - LOOK_BACK_TURNS), position);
    return earlier.some((other) => measureSimilarity(turn.text, other.text) >= NEAR_REPEAT);
  });
}
