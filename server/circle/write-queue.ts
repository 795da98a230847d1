/** Writes of one circle, sequentially in the order of the calls. */
import { CircleTaken } from "../cluster/fence.store.ts";
import type { Clock } from "./clock.ts";

const FIRST_RETRY_MS = 250;
const LONGEST_RETRY_MS = 5_000;

export class WriteQueue {
  #tail: Promise<unknown> = Promise.resolve();
  #isTroubled = false;
  #isClosing = false;
  /** Resolves when the store is unavailable. */
  #trouble = Promise.withResolvers<void>();
  readonly #clock: Clock;
  readonly #onTrouble: (error: unknown, isFirst: boolean) => void;

  /** `onTrouble` is called with each failure of a write that will be retried. */
  constructor(clock: Clock, onTrouble: (error: unknown, isFirst: boolean) => void) {
    this.#clock = clock;
    this.#onTrouble = onTrouble;
  }

  /** Whether a write is being retried: others would wait behind it. */
  get isTroubled(): boolean {
    return this.#isTroubled;
  }

  once<Result>(write: () => Promise<Result>): Promise<Result> {
    const result = this.#tail.then(write);
    this.#tail = result.catch(() => {});
    return result;
  }

  /** Retries with growing delays until it succeeds, the queue is closing, or another server holds the circle. */
  untilDone<Result>(write: () => Promise<Result>): Promise<Result> {
    return this.once(async () => {
      for (let waitMs = FIRST_RETRY_MS; ; waitMs = Math.min(waitMs * 2, LONGEST_RETRY_MS)) {
        try {
          const result = await write();
          if (this.#isTroubled) this.#trouble = Promise.withResolvers();
          this.#isTroubled = false;
          return result;
        } catch (error) {
          if (this.#isClosing || error instanceof CircleTaken) throw error;
          this.#onTrouble(error, !this.#isTroubled);
          this.#isTroubled = true;
          this.#trouble.resolve();
          await new Promise<void>((resume) => this.#clock.schedule(this.#clock.now() + waitMs, resume));
        }
      }
    });
  }

  /** Resolves once all writes so far are done, or the store is unavailable: callers must not be held up by that. */
  async settled(): Promise<void> {
    await Promise.race([this.#tail, this.#trouble.promise]);
  }

  /** Waits for all pending writes; from now on a failed write gets one final attempt. */
  async close(): Promise<void> {
    this.#isClosing = true;
    await this.#tail;
  }
}
