/** How much each persona has talked: the factor `participationBalance` (SPEC M6). */
import type { ConversationView } from "./conversation.ts";

export const PARTICIPATION_WINDOW = 20;

/** Share of the personas' talk in the last 20 turns: half by turns, half by words, so that one long speech counts. */
export function measureShares(view: ConversationView, personaIds: readonly string[]): Map<string, number> {
  const turns = view.utterances.slice(-PARTICIPATION_WINDOW).filter((turn) => personaIds.includes(turn.speakerId));
  const wordsOf = (text: string) => text.split(/\s+/).length;
  const allWords = turns.reduce((sum, turn) => sum + wordsOf(turn.text), 0);
  return new Map(
    personaIds.map((id) => {
      const own = turns.filter((turn) => turn.speakerId === id);
      const ownWords = own.reduce((sum, turn) => sum + wordsOf(turn.text), 0);
      return [id, turns.length === 0 ? 0 : (own.length / turns.length + ownWords / allWords) / 2];
    }),
  );
}

/** Each persona is assumed to have had this many turns at the fair share, so that one remark at the start silences nobody. */
const ASSUMED_TURNS = 3;

/**
 * 0.5 at the fair share, 0 at twice the fair share and above, towards 1 for a silent persona: 1 − share × personas / 2,
 * where the share includes the turns seen and 3 assumed ones at the fair share.
 */
export function weighParticipation(share: number, personas: number, turnsSeen: number): number {
  const assumed = (share * turnsSeen + ASSUMED_TURNS / personas) / (turnsSeen + ASSUMED_TURNS);
  return Math.min(1, Math.max(0, 1 - (assumed * personas) / 2));
}
