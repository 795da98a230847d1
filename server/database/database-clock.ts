/** The database's clock, which is the clock of money: days and months begin and prices hold by it, in every process. */

export type DatabaseClock = {
  now(): Date;
  /** Compares the clocks anew. */
  compare(): Promise<void>;
};

export type ClockPorts = {
  /** ms since epoch, by the database. */
  ask(): Promise<number>;
  /** ms since epoch, by this machine. */
  machineNow(): number;
  /** Told when this machine's clock goes wrong by more, and when it is right again. */
  warn(line: string): void;
};

/** More than two machines that keep time differ by, and less than a budget's day can bear. */
const MAX_DIFFERENCE_MS = 5_000;
/** An answer that took longer tells too little, unless nothing better is known. */
const LONGEST_QUESTION_MS = 1_000;

export async function openDatabaseClock({ ask, machineNow, warn }: ClockPorts): Promise<DatabaseClock> {
  /** What this machine's clock is ahead by. */
  let aheadMs: number | null = null;
  let warnedMs = 0;

  async function compare(): Promise<void> {
    const askedAt = machineNow();
    const theirs = await ask();
    const tookMs = machineNow() - askedAt;
    if (aheadMs !== null && (tookMs < 0 || tookMs > LONGEST_QUESTION_MS)) return;
    aheadMs = Math.round(askedAt + tookMs / 2 - theirs);
    tell(aheadMs);
  }

  function tell(ms: number): void {
    const differs = Math.abs(ms) > MAX_DIFFERENCE_MS;
    if (differs && Math.abs(ms - warnedMs) > MAX_DIFFERENCE_MS)
      warn(
        `This machine's clock is ${describe(Math.abs(ms))} ${ms > 0 ? "ahead of" : "behind"} the database's. Budgets and prices go by the database's; set both to the right time.`,
      );
    else if (!differs && warnedMs !== 0) warn("This machine's clock and the database's agree again.");
    else return;
    warnedMs = differs ? ms : 0;
  }

  await compare();
  return { now: () => new Date(machineNow() - aheadMs!), compare };
}

function describe(ms: number): string {
  const seconds = Math.round(ms / 1_000);
  if (seconds < 120) return `${seconds} seconds`;
  const minutes = Math.round(seconds / 60);
  return minutes < 120 ? `${minutes} minutes` : `${Math.round(minutes / 60)} hours`;
}
