/** Projects a talk's spending from its recent pace (SPEC L8). */
import type { TurnView } from "../../../../schema/messages/room-messages.ts";

export type Projection = {
  perHourNano: number;
  /** Until `leftNano` is spent at this pace; null when nothing limits it. */
  minutesLeft: number | null;
};

const RECENT_MS = 10 * 60_000;
const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;
/** Fewer turns show chance, not pace. */
const MIN_TURNS = 3;

/**
 * The pace is measured from the start of the first recent paid turn to the start of the last, so pauses count and the
 * reader's clock does not. Null while there are too few turns.
 */
export function projectSpending(
  turns: readonly Pick<TurnView, "startedAt" | "costNano">[],
  leftNano: number | null,
): Projection | null {
  const paid = turns
    .filter(({ costNano }) => costNano > 0)
    .map(({ startedAt, costNano }) => ({ at: Date.parse(startedAt), costNano }))
    .toSorted((one, other) => one.at - other.at);
  const lastAt = paid.at(-1)?.at ?? 0;
  const recent = paid.filter(({ at }) => lastAt - at <= RECENT_MS);
  const elapsedMs = lastAt - (recent[0]?.at ?? 0);
  if (recent.length < MIN_TURNS || elapsedMs === 0) return null;
  const spentNano = recent.filter(({ at }) => at < lastAt).reduce((sum, { costNano }) => sum + costNano, 0);
  return {
    perHourNano: Math.round((spentNano / elapsedMs) * HOUR_MS),
    minutesLeft: leftNano === null ? null : (Math.max(0, leftNano) / spentNano) * (elapsedMs / MINUTE_MS),
  };
}
