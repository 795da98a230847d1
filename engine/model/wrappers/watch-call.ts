/** Observes a model call from outside (SPEC O3): its timing, its end, and its context; never what was said. */
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
  /** The whole call, with its queueing, retries and fallbacks. */
  | { level: "call"; scope: CallScope }
  /** One request to one provider, as part of `call`. */
  | {
      level: "try";
      route: Route;
      request: AnyRequest;
      scope: CallScope;
      call: CallWatch | null;
    };

/** Begins to watch a call or an attempt. */
export type WatchCalls = (start: WatchStart) => CallWatch;

/** @param likely the route that answers, unless the end names another */
export async function* watchCall(
  events: AsyncIterable<ModelEvent>,
  watch: CallWatch,
  likely: Route,
): AsyncGenerator<ModelEvent> {
  // Unless the stream ends otherwise, the reader has left.
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
