/** At most so many live calls on a route at once (SPEC L2). Calls that a person waits for go first. */
import type { CallContext, LanguageModel, ModelEvent } from "../language-model.ts";
import { untilAborted } from "./until-aborted.ts";

export type CallQueue = {
  /** Calls under way. */
  running(): number;
  /** Calls waiting for a free place. */
  waiting(): number;
  onWaiting(listener: (waiting: number) => void): () => void;
  /** Resolves once a place is free, with the way to give it back: to be called exactly once. */
  enter(context: CallContext): Promise<() => void>;
};

/** Somebody waits for the answer. */
export const isForPerson = (context: CallContext): boolean =>
  (context.priority ?? (context.userId ? "person" : "background")) === "person";

export function createCallQueue(places: number): CallQueue {
  let free = places;
  const people: (() => void)[] = [];
  const others: (() => void)[] = [];
  const listeners = new Set<(waiting: number) => void>();
  const waiting = () => people.length + others.length;
  const announce = () => listeners.forEach((listener) => listener(waiting()));

  function leave(): void {
    const next = people.shift() ?? others.shift();
    if (!next) {
      free += 1;
      return;
    }
    next();
    announce();
  }

  return {
    running: () => places - free,
    waiting,
    onWaiting(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async enter(context) {
      if (free > 0) {
        free -= 1;
        return leave;
      }
      const line = isForPerson(context) ? people : others;
      const called = Promise.withResolvers<void>();
      line.push(called.resolve);
      announce();
      try {
        await untilAborted(called.promise, context.signal);
        return leave;
      } catch (error) {
        const place = line.indexOf(called.resolve);
        if (place >= 0) line.splice(place, 1);
        // Called and stopped in the same moment: the place goes on to the next.
        else leave();
        announce();
        throw error;
      }
    },
  };
}

export function withConcurrency(model: LanguageModel, queue: CallQueue): LanguageModel {
  return {
    route: model.route,
    async *stream(request, context): AsyncGenerator<ModelEvent> {
      const leave = await queue.enter(context);
      try {
        yield* model.stream(request, context);
      } finally {
        leave();
      }
    },
  };
}
