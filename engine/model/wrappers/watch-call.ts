/** What a model call looks like from outside (SPEC O3): its times, its end, and who it was part of; never what was said. */
import {
  ModelError,
  type AnyRequest,
  type CallScope,
  type CallWatch,
  type ModelErrorCode,
  type ModelEvent,
  type Route,
} from "../language-model.ts";

export type WatchStart =
  /** All that was asked for, with its queue, retries and fallbacks. */
  | { level: "call"; scope: CallScope }
  /** One request to one provider, as part of `call`. */
  | {
      level: "try";
      route: Route;
      request: AnyRequest;
      scope: CallScope;
      call: CallWatch | null;
    };

/** Begins to watch a call or a try. */
export type WatchCalls = (start: WatchStart) => CallWatch;

/** @param likely who answers, unless the end names somebody else */
export async function* watchCall(
  events: AsyncIterable<ModelEvent>,
  watch: CallWatch,
  likely: Route,
): AsyncGenerator<ModelEvent> {
  // Until something else is known, the reader has left.
  let error: ModelErrorCode | null = "aborted";
  let route = likely;
  try {
    for await (const event of events) {
      if (event.type === "text-delta") watch.chunk();
      else {
        error = null;
        route = event.route ?? route;
      }
      yield event;
    }
  } catch (thrown) {
    error = thrown instanceof ModelError ? thrown.code : "unknown";
    throw thrown;
  } finally {
    watch.end(error, route);
  }
}
