/**
 * Limits concurrent calls to a provider, with separate slots for each policy (SPEC L2, L4). Calls that people wait for
 * have priority: others begin only while nobody waits.
 */
import { PolicyName, type CallPolicies, type CallPolicy } from "../../../schema/messages/call-policies.ts";
import type { CallScope, ModelCalls, Route } from "../language-model.ts";
import { untilAborted } from "./until-aborted.ts";

export type CallQueue = {
  /** Calls in progress. */
  running(): number;
  /** Calls waiting for a free slot. */
  waiting(): number;
  /** Calls that a person waits for, in progress or waiting. */
  forPeople(): number;
  /** Called when `waiting` or `forPeople` has changed. */
  onChange(listener: () => void): () => void;
  /** Resolves once a slot is free, with a function that frees it again, to be called exactly once. */
  enter(scope: Pick<CallScope, "policy" | "signal">): Promise<() => void>;
};

/** A model on a machine that people share (the embedded one, Ollama) or a server for many: vLLM, and providers elsewhere. */
export const servesOf = ({ provider, local }: Pick<Route, "provider" | "local">): keyof CallPolicy["places"] =>
  local && provider !== "vllm" ? "machine" : "server";

/** The queue of one policy. */
type Line = { places: number; forPeople: boolean; running: number; waiting: (() => void)[] };

/**
 * @param serves see `servesOf`
 * @param total maximum concurrent calls over all policies, if the model has no more capacity
 */
export function createCallQueue(
  policies: CallPolicies,
  serves: keyof CallPolicy["places"],
  total = Number.POSITIVE_INFINITY,
): CallQueue {
  const lines = {} as Record<PolicyName, Line>;
  for (const name of PolicyName.options) {
    const { places, priority } = policies[name];
    lines[name] = { places: places[serves], forPeople: priority === "people", running: 0, waiting: [] };
  }
  const all = Object.values(lines);
  const [people, others] = [all.filter(({ forPeople }) => forPeople), all.filter(({ forPeople }) => !forPeople)];
  const listeners = new Set<() => void>();
  const announce = () => listeners.forEach((listener) => listener());
  const running = () => all.reduce((sum, line) => sum + line.running, 0);
  const waitingIn = (some: Line[]) => some.reduce((sum, { waiting }) => sum + waiting.length, 0);

  const hasRoom = (line: Line): boolean =>
    line.running < line.places && running() < total && (line.forPeople || waitingIn(people) === 0);

  function startNext(): void {
    for (const line of [...people, ...others])
      while (line.waiting.length > 0 && hasRoom(line)) {
        line.running += 1;
        line.waiting.shift()!();
      }
  }

  function leave(line: Line): void {
    line.running -= 1;
    startNext();
    announce();
  }

  return {
    running,
    waiting: () => waitingIn(all),
    forPeople: () => people.reduce((sum, line) => sum + line.running, waitingIn(people)),
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async enter({ policy, signal }) {
      const line = lines[policy];
      if (line.waiting.length === 0 && hasRoom(line)) {
        line.running += 1;
        if (line.forPeople) announce();
        return () => leave(line);
      }
      const started = Promise.withResolvers<void>();
      line.waiting.push(started.resolve);
      announce();
      try {
        await untilAborted(started.promise, signal);
      } catch (error) {
        const place = line.waiting.indexOf(started.resolve);
        // Started and aborted at the same time: its slot goes to the next.
        if (place < 0) leave(line);
        else {
          line.waiting.splice(place, 1);
          startNext();
          announce();
        }
        throw error;
      }
      return () => leave(line);
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
      let leave: (() => void) | null = await queue.enter(scope);
      const leavePlace = () => {
        leave?.();
        leave = null;
        return async () => {
          leave = await queue.enter(scope);
        };
      };
      try {
        yield* model.stream(request, { ...scope, leavePlace });
      } finally {
        leave?.();
      }
    },
  };
}
