/** What a time line marks: reactions, outcomes and pins, each on the turn that it belongs to. */
import type { Outcome } from "../../schema/messages/outcome.ts";
import type { Replay } from "../../schema/messages/replay.ts";

export type TurnMarks = {
  turnId: string;
  /** Each emoji once, with how many gave it. */
  reactions: { emoji: string; count: number }[];
  /** How many items of outcomes are linked to it first. */
  outcomes: number;
  /** The notes that were pinned with it; "" for one without words. */
  pins: string[];
};

/** In the order of the turns. */
export function collectMarks(
  { turns, reactions, pins }: Pick<Replay, "turns" | "reactions" | "pins">,
  outcomes: readonly Outcome[],
): TurnMarks[] {
  const firsts = outcomes.flatMap(({ items }) => items.map(({ turnIds }) => turnIds[0]));
  return turns
    .map(({ id }) => ({
      turnId: id,
      reactions: reactions.filter(({ turnId }) => turnId === id).map(({ emoji, count }) => ({ emoji, count })),
      outcomes: firsts.filter((turnId) => turnId === id).length,
      pins: pins.filter(({ turnId }) => turnId === id).map(({ note }) => note),
    }))
    .filter((marks) => marks.reactions.length + marks.outcomes + marks.pins.length > 0);
}
