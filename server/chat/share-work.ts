/**
 * Shares work in progress: further callers with the same key wait for it, and all get its result. The work is aborted
 * once all its callers have gone.
 *
 * @param signal the caller's
 */
export type ShareWork<Result> = (
  key: string,
  signal: AbortSignal,
  work: (signal: AbortSignal) => Promise<Result>,
) => Promise<Result>;

export function createShareWork<Result>(): ShareWork<Result> {
  const underWay = new Map<string, { result: Promise<Result>; join(signal: AbortSignal): void }>();

  function start(key: string, work: (signal: AbortSignal) => Promise<Result>) {
    const stop = new AbortController();
    let asking = 0;
    const leave = () => {
      asking -= 1;
      if (asking === 0) {
        underWay.delete(key);
        stop.abort();
      }
    };
    const result = work(stop.signal).finally(() => {
      if (underWay.get(key) === started) underWay.delete(key);
    });
    const started = {
      result,
      join(signal: AbortSignal) {
        asking += 1;
        signal.addEventListener("abort", leave, { once: true });
      },
    };
    underWay.set(key, started);
    return started;
  }

  return (key, signal, work) => {
    const shared = underWay.get(key) ?? start(key, work);
    shared.join(signal);
    return shared.result;
  };
}
