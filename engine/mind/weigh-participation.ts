/** Who has talked how much: the factor `participationBalance` (SPEC M6). */
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

/** 1 for who has said nothing, 0.5 at the fair share, 0 at twice the fair share and above. */
export const weighParticipation = (share: number, personas: number): number =>
  Math.min(1, Math.max(0, 1 - (share * personas) / 2));
