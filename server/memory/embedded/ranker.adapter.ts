/** The main thread's side of the ranking worker. */
import { Worker } from "node:worker_threads";
import type { RankAnswer, RankRequest } from "./rank-messages.ts";

type Without<Request> = Request extends unknown ? Omit<Request, "number"> : never;
export type RankWork = Without<RankRequest>;

export interface Ranker {
  /** Resolves in order. Rejects when the worker fails or has died. */
  ask(work: RankWork): Promise<string[]>;
  /** Called when the worker has died: everything it held is lost and must be loaded again. */
  onLost(listener: () => void): void;
  close(): Promise<void>;
}

type Waiting = { resolve(ids: string[]): void; reject(error: Error): void };

/** Starts the worker on the first request, and again after it has died. */
export function createRanker(): Ranker {
  const waiting = new Map<number, Waiting>();
  const listeners = new Set<() => void>();
  let worker: Worker | null = null;
  let asked = 0;

  const lose = (lost: Worker, error: Error): void => {
    if (worker !== lost) return;
    worker = null;
    for (const { reject } of waiting.values()) reject(error);
    waiting.clear();
    for (const listener of listeners) listener();
  };

  function start(): Worker {
    const started = new Worker(new URL("./rank.worker.ts", import.meta.url));
    started.unref();
    started.on("message", (answer: RankAnswer) => {
      const asker = waiting.get(answer.number);
      waiting.delete(answer.number);
      if ("problem" in answer) asker?.reject(new Error(answer.problem));
      else asker?.resolve(answer.ids);
    });
    started.on("error", (error: Error) => lose(started, error));
    started.on("exit", () => lose(started, new Error("the ranking worker stopped")));
    return started;
  }

  return {
    ask: (work) =>
      new Promise((resolve, reject) => {
        worker ??= start();
        const number = (asked += 1);
        waiting.set(number, { resolve, reject });
        worker.postMessage({ ...work, number });
      }),
    onLost: (listener) => void listeners.add(listener),
    async close() {
      const ending = worker;
      if (ending) await ending.terminate();
    },
  };
}
