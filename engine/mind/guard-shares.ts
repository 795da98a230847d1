/**
 * Keeps every persona's share of the last 20 persona turns within 0.5–2 × fair (SPEC M6), by looking ahead:
 * each persona owes its minimum number of turns before its older ones leave the window, and a turn is only
 * given to a persona while all debts can still be paid in time.
 */
const WINDOW_TURNS = 20;
/** Slack of one turn: two personas that have held the floor are passed over even when one of them is due. */
const SLACK_TURNS = 1;

/**
 * Personas that may speak without violating a share, now or later. Empty when some debts can no longer be
 * paid: a persona has just joined, or was kept silent.
 *
 * @param speakers speakers of the persona turns in view, oldest first
 */
export function guardShares(speakers: readonly string[], personaIds: readonly string[]): string[] {
  const fair = WINDOW_TURNS / personaIds.length;
  const most = Math.max(1, Math.floor(2 * fair));
  const deadlines = new Map(personaIds.map((id) => [id, deadlinesOf(id, speakers, leastTurns(personaIds.length))]));
  const recent = speakers.slice(1 - WINDOW_TURNS);
  return personaIds.filter((id) => {
    const isBelowMost = recent.filter((speaker) => speaker === id).length < most;
    return isBelowMost && canPay(deadlines, id, speakers.length + 1);
  });
}

/** Half the fair share, rounded up; rounded down if rounding up would leave no choice (more personas than a circle seats). */
function leastTurns(personas: number): number {
  const half = WINDOW_TURNS / personas / 2;
  return Math.ceil(half) * personas <= WINDOW_TURNS - SLACK_TURNS ? Math.ceil(half) : Math.floor(half);
}

/** The turn positions by which this persona must have spoken once, twice, … again: when its older turns leave the window. */
function deadlinesOf(id: string, speakers: readonly string[], least: number): number[] {
  if (least === 0) return [];
  const own = speakers.flatMap((speaker, position) => (speaker === id ? [position] : [])).slice(-least);
  const missing = Array<number>(least - own.length).fill(-1);
  return [...missing, ...own].map((position) => position + WINDOW_TURNS);
}

/** Whether all debts can be paid from position `start` on, once `speakerId` has paid its first: earliest deadline first, nobody twice in a row. */
function canPay(deadlines: ReadonlyMap<string, readonly number[]>, speakerId: string, start: number): boolean {
  const owed = new Map([...deadlines].map(([id, due]) => [id, id === speakerId ? due.slice(1) : [...due]]));
  let last = speakerId;
  for (let position = start; ; position++) {
    const payers = [...owed].filter(([id, due]) => id !== last && due.length > 0);
    const [next] = payers.sort(([, one], [, other]) => one[0]! - other[0]! || other.length - one.length);
    if (!next) return [...owed.values()].every((due) => due.length === 0 || position + 1 + SLACK_TURNS <= due[0]!);
    const [id, due] = next;
    if (position + SLACK_TURNS > due.shift()!) return false;
    last = id;
  }
}
