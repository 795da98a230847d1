/** Ends a call whose first or next token does not come. The connect time-out lives in `createModelFetch`. */
import { ModelError, type LanguageModel, type ModelEvent } from "./language-model.ts";
import { wrapModel, type ModelCall } from "./wrap-model.ts";

export type Timeouts = { firstTokenMs: number; stallMs: number };

/** SPEC L3. A local model may first have to read a long prompt on a slow machine. */
export const REMOTE_TIMEOUTS: Timeouts = { firstTokenMs: 10_000, stallMs: 10_000 };
export const LOCAL_TIMEOUTS: Timeouts = { firstTokenMs: 60_000, stallMs: 10_000 };

export const withTimeouts = (model: LanguageModel, timeouts: Timeouts): LanguageModel =>
  wrapModel(model, (call) => limit(call, timeouts));

async function* limit({ context, open }: ModelCall, { firstTokenMs, stallMs }: Timeouts): AsyncGenerator<ModelEvent> {
  let isTimedOut = false;
  let began = false;
  // By hand: a signal composed of two costs more than the call's other layers together.
  const ended = new AbortController();
  const stop = () => ended.abort(context.signal.reason);
  if (context.signal.aborted) stop();
  else context.signal.addEventListener("abort", stop);
  const expire = () => {
    isTimedOut = true;
    ended.abort();
  };
  let timer = setTimeout(expire, firstTokenMs);
  try {
    for await (const event of open({ ...context, signal: ended.signal })) {
      clearTimeout(timer);
      began = true;
      yield event;
      // Started only now: the time a slow reader takes is not the model's.
      timer = setTimeout(expire, stallMs);
    }
  } catch (error) {
    if (!isTimedOut || context.signal.aborted || !(error instanceof ModelError)) throw error;
    throw began
      ? new ModelError("stalled", `The model fell silent for ${stallMs / 1000} seconds in the middle of its answer.`, {
          usage: error.usage,
        })
      : new ModelError(
          "first-token-timeout",
          `The model did not begin to answer within ${firstTokenMs / 1000} seconds.`,
          { usage: error.usage },
        );
  } finally {
    clearTimeout(timer);
    context.signal.removeEventListener("abort", stop);
  }
}
