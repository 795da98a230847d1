import type { CallContext, ChatRequest, CompletionRequest, LanguageModel, ModelEvent } from "../language-model.ts";

export type ModelCall = {
  request: ChatRequest | CompletionRequest;
  context: CallContext;
  /** Makes the wrapped call; may be called again for another try. */
  open(context?: CallContext): AsyncIterable<ModelEvent>;
};

/** A LanguageModel that does `around` each call of `model`, chat and completion alike. */
export function wrapModel(model: LanguageModel, around: (call: ModelCall) => AsyncIterable<ModelEvent>): LanguageModel {
  const { complete } = model;
  return {
    route: model.route,
    stream: (request, context) => around({ request, context, open: (inner = context) => model.stream(request, inner) }),
    ...(complete && {
      complete: (request, context) =>
        around({ request, context, open: (inner = context) => complete.call(model, request, inner) }),
    }),
  };
}
