/** For tests: collects a whole call, whatever its end. */
import type { Payer } from "../../engine/scope/scope.ts";
import {
  ModelError,
  type AdapterEvent,
  type CallScope,
  type LanguageModel,
  type ModelAdapter,
  type ModelEvent,
} from "../../engine/model/language-model.ts";

export type Collected = {
  text: string;
  deltas: string[];
  thoughts: string[];
  finish: Extract<ModelEvent, { type: "finish" }> | null;
  error: ModelError | null;
};

export type ScopeChange = Partial<Omit<CallScope, "actor" | "subject">> & Omit<Payer, "workspaceId">;

/** A person's call when `userId` is given, otherwise the server's own. */
export const testScope = ({ userId, circleId, runId, ...change }: ScopeChange = {}): CallScope => ({
  task: "speak",
  workspaceId: "default",
  actor: userId === undefined ? { kind: "system", name: "test" } : { kind: "person", userId },
  subject: { ...(circleId !== undefined && { circleId }), ...(runId !== undefined && { runId }) },
  policy: userId === undefined ? "system" : "talk",
  signal: new AbortController().signal,
  ...change,
});

/** An adapter as its callers see it, without recording its calls. */
export const withoutLedger = (adapter: ModelAdapter): LanguageModel => ({
  route: adapter.route,
  async *stream(...call): AsyncGenerator<ModelEvent> {
    for await (const event of adapter.stream(...call))
      if (event.type === "text-delta" || event.type === "finish") yield event;
  },
});

/** @param onDelta called with the number of deltas so far */
export async function collect(
  events: AsyncIterable<AdapterEvent>,
  onDelta: (count: number) => void = () => undefined,
): Promise<Collected> {
  const collected: Collected = { text: "", deltas: [], thoughts: [], finish: null, error: null };
  try {
    for await (const event of events) {
      if (event.type === "finish") {
        if (collected.finish) throw new Error("a second finish");
        collected.finish = event;
      } else if (event.type === "text-delta") {
        if (collected.finish) throw new Error("text after finish");
        collected.deltas.push(event.text);
        collected.text += event.text;
        onDelta(collected.deltas.length);
      } else if (event.type === "thought") collected.thoughts.push(event.text);
    }
  } catch (error) {
    if (!(error instanceof ModelError)) throw error;
    collected.error = error;
  }
  return collected;
}
