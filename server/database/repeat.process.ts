/** Repeats `work`, never overlapping. @returns stops it and resolves when the current run is done */
export function repeat(work: () => Promise<void>, everyMs: number, reportError: (error: unknown) => void) {
  let running: Promise<void> = Promise.resolve();
  let isDue = true;
  const timer = setInterval(() => {
    if (!isDue) return;
    isDue = false;
    running = work()
      .catch(reportError)
      .finally(() => (isDue = true));
  }, everyMs);
  timer.unref();
  return async () => {
    clearInterval(timer);
    await running;
  };
}
