/** For tests: a whole call, whatever its end. */
import { ModelError, type CallContext, type ModelEvent } from "../../engine/model/language-model.ts";

export type Collected = {
  text: string;
  deltas: string[];
  finish: Extract<ModelEvent, { type: "finish" }> | null;
  error: ModelError | null;
};

export const testContext = (change: Partial<CallContext> = {}): CallContext => ({
  task: "speak",
  workspaceId: "default",
  signal: new AbortController().signal,
  ...change,
});

/** @param onDelta called with the number of deltas so far */
export async function collect(
  events: AsyncIterable<ModelEvent>,
  onDelta: (count: number) => void = () => undefined,
): Promise<Collected> {
  const collected: Collected = { text: "", deltas: [], finish: null, error: null };
  try {
    for await (const event of events) {
      if (event.type === "finish") {
        if (collected.finish) throw new Error("a second finish");
        collected.finish = event;
      } else {
        if (collected.finish) throw new Error("text after finish");
        collected.deltas.push(event.text);
        collected.text += event.text;
        onDelta(collected.deltas.length);
      }
    }
  } catch (error) {
    if (!(error instanceof ModelError)) throw error;
    collected.error = error;
  }
  return collected;
}
