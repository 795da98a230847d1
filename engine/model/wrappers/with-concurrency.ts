/** At most so many live calls on a route at once (SPEC L2). Calls that a person waits for go first. */
import type { CallScope, ModelCalls } from "../language-model.ts";
import { untilAborted } from "./until-aborted.ts";

export type CallQueue = {
  /** Calls under way. */
  running(): number;
  /** Calls waiting for a free place. */
  waiting(): number;
  /** Calls that a person waits for, under way or waiting. */
  forPeople(): number;
  /** Told when `waiting` or `forPeople` has changed. */
  onChange(listener: () => void): () => void;
  /** Resolves once a place is free, with the way to give it back: to be called exactly once. */
  enter(scope: CallScope): Promise<() => void>;
};

/** Somebody waits for the answer. */
export const isForPerson = ({ policy }: Pick<CallScope, "policy">): boolean => policy === "talk" || policy === "decide";

export function createCallQueue(places: number): CallQueue {
  let free = places;
  let forPeople = 0;
  const people: (() => void)[] = [];
  const others: (() => void)[] = [];
  const listeners = new Set<() => void>();
  const announce = () => listeners.forEach((listener) => listener());

  function pass(): void {
    const next = people.shift() ?? others.shift();
    if (!next) {
      free += 1;
      return;
    }
    next();
    announce();
  }

  async function takePlace(line: (() => void)[], signal: AbortSignal): Promise<void> {
    if (free > 0) {
      free -= 1;
      return;
    }
    const called = Promise.withResolvers<void>();
    line.push(called.resolve);
    announce();
    try {
      await untilAborted(called.promise, signal);
    } catch (error) {
      const place = line.indexOf(called.resolve);
      if (place >= 0) line.splice(place, 1);
      // Called and stopped in the same moment: the place goes on to the next.
      else pass();
      announce();
      throw error;
    }
  }

  return {
    running: () => places - free,
    waiting: () => people.length + others.length,
    forPeople: () => forPeople,
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async enter(scope) {
      if (!isForPerson(scope)) {
        await takePlace(others, scope.signal);
        return pass;
      }
      const count = (change: 1 | -1) => {
        forPeople += change;
        announce();
      };
      count(1);
      try {
        await takePlace(people, scope.signal);
      } catch (error) {
        count(-1);
        throw error;
      }
      return () => {
        pass();
        count(-1);
      };
    },
  };
}

export function withConcurrency<Request, Event>(
  model: ModelCalls<Request, Event>,
  queue: CallQueue,
): ModelCalls<Request, Event> {
  return {
    route: model.route,
    async *stream(request, scope): AsyncGenerator<Event> {
      const leave = await queue.enter(scope);
      try {
        yield* model.stream(request, scope);
      } finally {
        leave();
      }
    },
  };
}
