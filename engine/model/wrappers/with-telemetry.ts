/** What a model call looks like from outside (SPEC O3): its times, its end, and who it was part of; never what was said. */
import {
  ModelError,
  type CallContext,
  type CallWatch,
  type ChatRequest,
  type CompletionRequest,
  type LanguageModel,
  type ModelErrorCode,
  type ModelEvent,
  type Route,
} from "../language-model.ts";
import { wrapModel } from "./wrap-model.ts";

/** `call`: all that was asked for, with its queue, retries and fallbacks; `try`: one request to one provider. */
export type WatchLevel = "call" | "try";

export type WatchStart = {
  level: WatchLevel;
  operation: CallWatch["operation"];
  route: Route;
  maxTokens: number;
  temperature: number | undefined;
  /** Its `watch` is the call that a try is part of. */
  context: CallContext;
};

/** Begins to watch a call; a call whose `context.watch` is the answer becomes a part of it. */
export type WatchCalls = (start: WatchStart) => CallWatch;

/** Around all other wrappers with level `call`; around the ledger alone with level `try`. */
export function withTelemetry(model: LanguageModel, level: WatchLevel, watchCall: WatchCalls): LanguageModel {
  return wrapModel(model, async function* ({ request, context, open }): AsyncGenerator<ModelEvent> {
    const watch = watchCall({
      level,
      operation: operationOf(request),
      route: model.route,
      maxTokens: request.maxTokens,
      temperature: request.temperature,
      context,
    });
    // Until something else is known, the reader has left.
    let error: ModelErrorCode | null = "aborted";
    let route = model.route;
    try {
      for await (const event of open({ ...context, watch })) {
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
  });
}

const operationOf = (request: ChatRequest | CompletionRequest): CallWatch["operation"] =>
  "prompt" in request ? "text_completion" : "chat";
