/**
 * Keeps every persona's share of the last 20 persona turns within 0.5–2 × fair (SPEC M6), by looking ahead:
 * each persona owes its least number of turns before the older ones leave the window, and a turn is only
 * given to somebody while all debts can still be paid in time (earliest deadline first).
 */
const WINDOW_TURNS = 20;
/** Turns kept free, so that "never the same speaker twice" cannot make a payable order unpayable. */
const SLACK_TURNS = 1;

/**
 * Who may speak without breaking a share, now or later. Never empty: when not every debt can be paid any
 * more (somebody has just joined, or was kept silent), whoever has waited longest.
 *
 * @param speakers who spoke the persona turns in view, oldest first
 * @param truncated earlier turns exist that are not in view: the window is then what is in view
 */
export function guardShares(speakers: readonly string[], personaIds: readonly string[], truncated: boolean): string[] {
  const window = truncated ? Math.min(WINDOW_TURNS, Math.max(speakers.length, personaIds.length)) : WINDOW_TURNS;
  const fair = window / personaIds.length;
  const most = Math.max(1, Math.floor(2 * fair));
  const least = leastTurns(fair, personaIds.length, window);
  const deadlines = new Map(personaIds.map((id) => [id, deadlinesOf(id, speakers, least, window)]));
  const recent = speakers.slice(-(window - 1));
  const belowMost = personaIds.filter((id) => recent.filter((speaker) => speaker === id).length < most);
  const payable = belowMost.filter((id) => canPay(deadlines, id, speakers.length + 1));
  if (payable.length > 0) return payable;
  const others = personaIds.filter((id) => id !== speakers.at(-1));
  const waitedLongest = others.toSorted((one, other) => speakers.lastIndexOf(one) - speakers.lastIndexOf(other))[0];
  return waitedLongest === undefined ? [...personaIds] : [waitedLongest];
}

/** Half the fair share, rounded up; rounded down where up would leave no room to choose. */
function leastTurns(fair: number, personas: number, window: number): number {
  const least = Math.ceil(fair / 2);
  return least * personas <= window - SLACK_TURNS ? least : Math.floor(fair / 2);
}

/** The turn positions by which this persona must have spoken again once, twice, …: when its older turns leave the window. */
function deadlinesOf(id: string, speakers: readonly string[], least: number, window: number): number[] {
  if (least === 0) return [];
  const own = speakers.flatMap((speaker, position) => (speaker === id ? [position] : [])).slice(-least);
  const missing = Array<number>(least - own.length).fill(-1);
  return [...missing, ...own].map((position) => position + window);
}

/** Whether all debts can be paid from position `start` on, once `speakerId` has paid its first. */
function canPay(deadlines: Map<string, number[]>, speakerId: string, start: number): boolean {
  const owed = [...deadlines].flatMap(([id, due]) => (id === speakerId ? due.slice(1) : due));
  return owed.sort((one, other) => one - other).every((deadline, index) => start + index + SLACK_TURNS <= deadline);
}
