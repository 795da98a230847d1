/** The database's clock, which decides about money: budget periods and prices follow it in every process. */

export type DatabaseClock = {
  now(): Date;
  /** Compares the clocks again. */
  compare(): Promise<void>;
};

export type ClockPorts = {
  /** ms since epoch, by the database. */
  ask(): Promise<number>;
  /** ms since epoch, by this machine. */
  machineNow(): number;
  /** Called when this machine's clock starts to differ too much, and when it agrees again. */
  warn(line: string): void;
};

/** More than two synchronised machines differ by, and negligible for a daily budget. */
const MAX_DIFFERENCE_MS = 5_000;
/** A slower answer is too imprecise, unless there is no better one. */
const LONGEST_QUESTION_MS = 1_000;

export async function openDatabaseClock({ ask, machineNow, warn }: ClockPorts): Promise<DatabaseClock> {
  /** How far this machine's clock is ahead. */
  let aheadMs: number | null = null;
  let warnedMs = 0;

  async function compare(): Promise<void> {
    const askedAt = machineNow();
    const theirs = await ask();
    const tookMs = machineNow() - askedAt;
    if (aheadMs !== null && (tookMs < 0 || tookMs > LONGEST_QUESTION_MS)) return;
    aheadMs = Math.round(askedAt + tookMs / 2 - theirs);
    report(aheadMs);
  }

  function report(ms: number): void {
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
