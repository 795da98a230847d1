/** A stance moves only by an argument that is on record (SPEC M7): a turn, with words of it. */
import type { Position } from "../../../schema/messages/stance.ts";
import { mayBeUsed, type Audience, type Witnesses } from "../../memory/witnesses.ts";
import { leaningOf, toStance, type Stance } from "./take-stance.ts";

export type StanceMove = {
  personaId: string;
  turnId: string;
  /** Of the turn, as they were said. */
  words: string;
  towards: Position;
  /** As those of the turn. */
  witnesses: Witnesses;
  /** ms since epoch */
  at: number;
};

/** Three arguments turn the firmest doubter round. */
const STEP = 0.3;
/** Less than this is no position: what would end closer to the middle keeps its side. */
const LEAST_STRENGTH = 0.1;

/** One step towards a side; a devil's advocate stays where it is. */
export function moveStance(stance: Stance, towards: Position): Stance {
  if (stance.changedBy === "nothing") return stance;
  const before = leaningOf(stance);
  const after = Math.max(-1, Math.min(1, before + (towards === "for" ? STEP : -STEP)));
  return toStance(Math.abs(after) < LEAST_STRENGTH ? Math.sign(before) * LEAST_STRENGTH : after, stance.changedBy);
}

/** A stance as formed, after the moves, oldest first, whose arguments everybody in the audience heard (SPEC M4). */
export const applyMoves = (formed: Stance, moves: readonly StanceMove[], audience: Audience): Stance =>
  moves
    .filter(({ witnesses }) => mayBeUsed(witnesses, audience))
    .reduce((stance, { towards }) => moveStance(stance, towards), formed);
