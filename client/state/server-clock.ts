/** The server's time on this page. */

/**
 * This machine's clock may be wrong, so only what passes here is added to what the server said last.
 * @param passed ms since any fixed moment
 */
export function createServerClock(passed: () => number) {
  let aheadMs: number | null = null;
  return {
    /** @param now ms since epoch, as the server has just said */
    set: (now: number): void => void (aheadMs = now - passed()),
    /** ms since epoch; null until the server has said it. */
    read: (): number | null => (aheadMs === null ? null : aheadMs + passed()),
  };
}

export const serverClock = createServerClock(() => performance.now());
