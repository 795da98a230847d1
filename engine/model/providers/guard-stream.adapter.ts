/** The contract of `LanguageModel` for every adapter: one end, one abort, one form of error, and no spoken reasoning. */
import { message } from "../../../schema/messages/message.ts";
import { NO_USAGE } from "../usage/add-usage.ts";
import { estimateUsage, settleUsage } from "../usage/estimate-usage.ts";
import {
  ModelError,
  type AdapterEvent,
  type CallScope,
  type ModelEvent,
  type ModelRequest,
  type Usage,
} from "../language-model.ts";
import { createAnswerWords } from "../thinking/answer-words.ts";
import { ANSWERS_AT_ONCE, type ThinkingHabit } from "../thinking/thinking-habit.ts";
import { refusedByFilter, toModelError } from "./to-model-error.ts";

type Finish = Extract<ModelEvent, { type: "finish" }>;

/** An AdapterEvent in the provider's terms. */
export type ProviderEvent =
  | Exclude<AdapterEvent, Finish>
  /** `usage` null: the provider sent none, so it is estimated. "tool": it requested a tool instead of answering. */
  | (Omit<Finish, "usage" | "reason"> & { reason: Finish["reason"] | "tool"; usage: Usage | null });

/** An adapter's state of a running call. */
export type CallProgress = {
  /** True from the first sign that the provider has begun to answer. */
  opened: boolean;
};

/** The provider failed before it had begun, which is hardly ever charged. */
const NEVER_BEGAN: Usage = { ...NO_USAGE, exact: false };

export type GuardedCall = {
  /** Its display name. */
  provider: string;
  request: ModelRequest;
  scope: CallScope;
  /** What is known about how this model's answers begin; by default with the answer itself. */
  habit?: ThinkingHabit;
};

/**
 * Yields the text that `open` yields, without the model's reasoning, up to a stop string and about the requested token
 * cap: some servers ignore both, and are stopped then. Whatever it throws becomes a ModelError with the usage so
 * far; an abort becomes "aborted"; a stream that ends without `finish` becomes "broken-stream"; an answer without text,
 * unless the model simply had none, becomes "filtered" or "empty".
 */
export async function* guardStream(
  { provider, request, scope, habit = ANSWERS_AT_ONCE }: GuardedCall,
  open: (progress: CallProgress) => AsyncIterable<ProviderEvent>,
): AsyncGenerator<AdapterEvent> {
  const { signal } = scope;
  if (signal.aborted) throw new ModelError("aborted", "The call was stopped before it began.");
  const progress: CallProgress = { opened: false };
  let counted: Partial<Usage> = {};
  const words = createAnswerWords(request, () => performance.now());
  const spent = () => estimateUsage(request, words.said(), counted, words.thoughts());
  const spentIfBegun = () =>
    words.said() || words.thoughts() || Object.keys(counted).length > 0 ? spent() : NEVER_BEGAN;
  try {
    const start = "prompt" in request ? "answer" : habit.start();
    for await (const event of open(progress)) {
      if (signal.aborted) break;
      if (event.type === "text-delta") {
        const { text, thought, stopped } = words.push(event.text, await start);
        if (thought !== "") yield { type: "thought", text: thought };
        if (text !== "") yield { type: "text-delta", text };
        if (!stopped && !words.isOverCap()) continue;
        yield { type: "finish", reason: stopped ? "stop" : "length", usage: spent() };
        return;
      }
      if (event.type !== "finish") {
        if (event.type === "thought") words.think(event.text);
        else counted = event.usage;
        yield event;
        continue;
      }
      const text = words.end(event.reason !== "length");
      habit.learn(words.beganInThought());
      if (text !== "") yield { type: "text-delta", text };
      const usage = settleUsage(request, words.said(), event.usage, words.thoughts());
      yield { ...event, reason: judge(event.reason, words.said(), { provider, request, usage }), usage };
      return;
    }
  } catch (error) {
    if (!signal.aborted)
      throw toModelError(error, provider, progress.opened, progress.opened ? spentIfBegun() : null, Date.now());
  }
  if (signal.aborted) throw new ModelError("aborted", "The call was stopped.", { usage: spent() });
  throw new ModelError("broken-stream", message("provider-broken-stream", { provider }), {
    usage: spentIfBegun(),
  });
}

/** @throws ModelError for an empty answer, or one refused in the middle */
function judge(
  reason: Finish["reason"] | "tool",
  said: string,
  { provider, request, usage }: { provider: string; request: ModelRequest; usage: Usage },
): Finish["reason"] {
  const isSilent = said.trim() === "";
  if (reason === "filtered") throw new ModelError("filtered", refusedByFilter(provider, !isSilent), { usage });
  if (isSilent && reason === "length" && "messages" in request)
    throw new ModelError("empty", message("provider-empty", { provider, tokens: request.maxTokens }), { usage });
  if (isSilent && reason === "tool")
    throw new ModelError("empty", message("provider-wants-tool", { provider }), { usage });
  return reason === "tool" ? "stop" : reason;
}
