/** Aborts a call whose first or next event does not arrive in time. The connect time-out is in `createModelFetch`. */
import { message, type Message } from "../../../schema/messages/message.ts";
import { ModelError, routeName, type CallScope, type ModelCalls } from "../language-model.ts";

export type Timeouts = { firstTokenMs: number; stallMs: number; thinkingMs: number };

/** @param timeoutsOf time-outs by a call's policy */
export const withTimeouts = <Request, Event extends { type: string }>(
  adapter: ModelCalls<Request, Event>,
  timeoutsOf: (scope: CallScope) => Timeouts,
): ModelCalls<Request, Event> => ({
  route: adapter.route,
  stream: (request, scope) =>
    limit(
      (signal) => adapter.stream(request, { ...scope, signal }),
      scope.signal,
      timeoutsOf(scope),
      routeName(adapter.route),
    ),
});

/** @param signal the caller's */
async function* limit<Event extends { type: string }>(
  open: (signal: AbortSignal) => AsyncIterable<Event>,
  signal: AbortSignal,
  { firstTokenMs, stallMs, thinkingMs }: Timeouts,
  route: string,
): AsyncGenerator<Event> {
  let expired: Message | null = null;
  let began = false;
  // Manual, because AbortSignal.any costs more than the call's other layers together.
  const ended = new AbortController();
  const stop = () => ended.abort(signal.reason);
  if (signal.aborted) stop();
  else signal.addEventListener("abort", stop);
  let timer: NodeJS.Timeout | undefined;
  let wordAt = performance.now();
  const wait = (ms: number, problem: Message) => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      expired = problem;
      ended.abort();
    }, ms);
  };
  function waitForWord(): void {
    const leftMs = wordAt + thinkingMs - performance.now();
    if (leftMs < stallMs)
      wait(Math.max(0, leftMs), message("voice-only-thought", { route, seconds: thinkingMs / 1000 }));
    else wait(stallMs, message("voice-stalled-in-thought", { route, seconds: stallMs / 1000 }));
  }
  wait(firstTokenMs, message("voice-first-token-timeout", { route, seconds: firstTokenMs / 1000 }));
  try {
    for await (const event of open(ended.signal)) {
      if (event.type === "thought" || event.type === "counted") {
        if (event.type === "thought") waitForWord();
        yield event;
        continue;
      }
      clearTimeout(timer);
      began = true;
      yield event;
      // Restarted only now, because a slow reader's time does not count against the model.
      wordAt = performance.now();
      wait(stallMs, message("voice-stalled", { route, seconds: stallMs / 1000 }));
    }
  } catch (error) {
    if (expired === null || signal.aborted || !(error instanceof ModelError)) throw error;
    throw new ModelError(began ? "stalled" : "first-token-timeout", expired, { usage: error.usage });
  } finally {
    clearTimeout(timer);
    signal.removeEventListener("abort", stop);
  }
}
