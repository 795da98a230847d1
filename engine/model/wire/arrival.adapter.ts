import type { Dispatcher } from "undici";
import { WireAnswer, type Chunks } from "./wire-answer.ts";

type Read = IteratorResult<Uint8Array>;

/** Above this, the connection is paused until the reader has caught up. */
const MOST_UNREAD_BYTES = 64 * 1024;
/** Limits for data after the end of an answer: size and time. */
const MAX_LEFT_BYTES = 16 * 1024;
const LEFT_MS = 1_000;
/** Fewer make more turns of the event loop than they save time, as each wakes other processes. */
const ANSWERS_PER_TURN = 30;

const arrived: (() => void)[] = [];

/**
 * Of many answers that arrive together, the next requests would all wait for the last one to be read: the pool sends a
 * request over a connection it reuses only once the event loop has turned.
 */
function readSoon(begin: () => void): void {
  if (arrived.push(begin) === 1) setImmediate(readSome);
}

function readSome(): void {
  for (const begin of arrived.splice(0, ANSWERS_PER_TURN)) begin();
  if (arrived.length > 0) setImmediate(readSome);
}

/**
 * One answer, from the pool's callbacks to its reader. The pool's own `request` makes each answer a Node stream, which costs
 * more than all our layers together.
 */
export class Arrival implements Dispatcher.DispatchHandler, Chunks {
  /** Rejects when the answer does not begin. */
  readonly answer: Promise<WireAnswer>;
  readonly #begun = Promise.withResolvers<WireAnswer>();
  readonly #url: string;
  readonly #signal: AbortSignal | null;
  readonly #stop = () => this.#abort(this.#signal!.reason as Error);
  #controller: Dispatcher.DispatchController | null = null;
  #unread: Uint8Array[] = [];
  #unreadBytes = 0;
  #reader: PromiseWithResolvers<Read> | null = null;
  #isOver = false;
  #problem: Error | null = null;
  /** Bytes that may still come for a reader who has left; null while there is one. */
  #leftBytes: number | null = null;
  #leaving: NodeJS.Timeout | undefined;

  constructor(url: string, signal: AbortSignal | null) {
    this.#url = url;
    this.#signal = signal;
    this.answer = this.#begun.promise;
    if (signal?.aborted) this.#stop();
    else signal?.addEventListener("abort", this.#stop);
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller;
    if (this.#problem) controller.abort(this.#problem);
  }

  onResponseStart(_: unknown, status: number, named: NodeJS.Dict<string | string[]>): void {
    if (status < 200) return;
    const headers = new Headers(Object.entries(named).map(([name, value]) => [name, [value].flat().join(", ")]));
    const answer = new WireAnswer({ url: this.#url, status, headers }, this);
    readSoon(() => this.#begun.resolve(answer));
  }

  onResponseData(controller: Dispatcher.DispatchController, chunk: Uint8Array): void {
    if (this.#leftBytes !== null) {
      if ((this.#leftBytes -= chunk.length) < 0) this.close();
    } else if (this.#reader) this.#hand({ value: chunk, done: false });
    else {
      this.#unread.push(chunk);
      this.#unreadBytes += chunk.length;
      if (this.#unreadBytes > MOST_UNREAD_BYTES) controller.pause();
    }
  }

  onResponseEnd(): void {
    this.#end();
    this.#hand({ value: undefined, done: true });
  }

  onResponseError(_: unknown, error: Error): void {
    if (this.#isOver) return;
    this.#problem = error;
    this.#end();
    this.#begun.reject(error);
    this.#reader?.reject(error);
  }

  next(): Promise<Read> {
    const value = this.#unread.shift();
    if (value) {
      this.#unreadBytes -= value.length;
      if (this.#unreadBytes <= MOST_UNREAD_BYTES) this.#controller?.resume();
      return Promise.resolve({ value, done: false });
    }
    if (this.#problem) return Promise.reject(this.#problem);
    if (this.#isOver) return Promise.resolve({ value: undefined, done: true });
    this.#reader = Promise.withResolvers();
    return this.#reader.promise;
  }

  /** At the end of an answer this frees the connection for the next call; an abort closes it. */
  return(): Promise<Read> {
    if (this.#signal?.aborted) this.close();
    else if (!this.#isOver) {
      this.#leftBytes = MAX_LEFT_BYTES - this.#unreadBytes;
      this.#leaving = setTimeout(() => this.close(), LEFT_MS);
      this.#controller?.resume();
    }
    this.#unread = [];
    return Promise.resolve({ value: undefined, done: true });
  }

  close(): void {
    this.#abort(new Error("the rest of the answer is not needed"));
  }

  #abort(reason: Error): void {
    if (this.#isOver) return;
    this.#unread = [];
    // Before the request has been sent there is nothing to abort yet.
    this.onResponseError(null, reason);
    this.#controller?.abort(reason);
  }

  #hand(read: Read): void {
    this.#reader?.resolve(read);
    this.#reader = null;
  }

  #end(): void {
    this.#isOver = true;
    clearTimeout(this.#leaving);
    this.#signal?.removeEventListener("abort", this.#stop);
  }
}
