/** Writes of one circle, one after the other in the order they were asked for. */
import type { Clock } from "./clock.ts";

const FIRST_RETRY_MS = 250;
const LONGEST_RETRY_MS = 5_000;

export class WriteQueue {
  #tail: Promise<unknown> = Promise.resolve();
  #isTroubled = false;
  #isClosing = false;
  /** Resolves when the store is away. */
  #trouble = Promise.withResolvers<void>();
  readonly #clock: Clock;
  readonly #onTrouble: (error: unknown, isFirst: boolean) => void;

  /** `onTrouble` hears each failure of a write that will be tried again. */
  constructor(clock: Clock, onTrouble: (error: unknown, isFirst: boolean) => void) {
    this.#clock = clock;
    this.#onTrouble = onTrouble;
  }

  /** A write is being tried again just now: others would wait behind it. */
  get isTroubled(): boolean {
    return this.#isTroubled;
  }

  once<Result>(write: () => Promise<Result>): Promise<Result> {
    const result = this.#tail.then(write);
    this.#tail = result.catch(() => {});
    return result;
  }

  /** Tries again, ever more slowly, until it succeeds or the queue is closing. */
  untilDone(write: () => Promise<void>): Promise<void> {
    return this.once(async () => {
      for (let waitMs = FIRST_RETRY_MS; ; waitMs = Math.min(waitMs * 2, LONGEST_RETRY_MS)) {
        try {
          await write();
          if (this.#isTroubled) this.#trouble = Promise.withResolvers();
          this.#isTroubled = false;
          return;
        } catch (error) {
          if (this.#isClosing) throw error;
          this.#onTrouble(error, !this.#isTroubled);
          this.#isTroubled = true;
          this.#trouble.resolve();
          await new Promise<void>((resume) => this.#clock.schedule(this.#clock.now() + waitMs, resume));
        }
      }
    });
  }

  /** Resolves once all that was asked for so far is written, or the store is away: who waits is not to be held up for that. */
  async settled(): Promise<void> {
    await Promise.race([this.#tail, this.#trouble.promise]);
  }

  /** Waits for what was asked for; from now on nothing is tried more than once more. */
  async close(): Promise<void> {
    this.#isClosing = true;
    await this.#tail;
  }
}
