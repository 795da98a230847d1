/** The contract of `LanguageModel` that every adapter needs: ends once, aborts once, fails in one form. */
import { countFewestTokens } from "./count-fewest-tokens.ts";
import { NO_USAGE } from "./add-usage.ts";
import { estimateUsage, settleUsage } from "./estimate-usage.ts";
import {
  ModelError,
  type CallContext,
  type ChatRequest,
  type CompletionRequest,
  type ModelEvent,
  type Usage,
} from "./language-model.ts";
import { toModelError } from "./to-model-error.ts";

/** As ModelEvent, but `usage` may be null: the provider sent none, and it will be estimated. */
export type AdapterEvent =
  | Extract<ModelEvent, { type: "text-delta" }>
  | (Omit<Extract<ModelEvent, { type: "finish" }>, "usage"> & { usage: Usage | null });

/** What an adapter knows of its call while it runs. */
export type CallProgress = {
  /** True from the first sign that the provider has begun to answer. */
  opened: boolean;
  /** Counts the provider has already told, for a stream that ends early. */
  known: Partial<Usage>;
  /** What it has thought aloud beside its answer. */
  thoughts: string;
};

/** The provider gave up before it had begun: hardly anybody charges for that. */
const NEVER_BEGAN: Usage = { ...NO_USAGE, exact: false };

/** A few long words in a short answer are no endless one. */
const SLACK_TOKENS = 10;

/**
 * Yields what `open` yields, up to about the token cap that was asked for: some servers ignore it, and
 * are left then. Whatever it throws becomes a ModelError with the usage so far; an abort becomes
 * "aborted"; a stream that ends without `finish` becomes "broken-stream".
 */
export async function* guardStream(
  provider: string,
  request: ChatRequest | CompletionRequest,
  context: CallContext,
  open: (progress: CallProgress) => AsyncIterable<AdapterEvent>,
): AsyncGenerator<ModelEvent> {
  const { signal } = context;
  if (signal.aborted) throw new ModelError("aborted", "The call was stopped before it began.");
  const progress: CallProgress = { opened: false, known: {}, thoughts: "" };
  let text = "";
  let fewestTokens = 0;
  let isLeft = true;
  const spent = () => estimateUsage(request, text, progress.known, progress.thoughts);
  const spentIfBegun = () =>
    text || progress.thoughts || Object.keys(progress.known).length > 0 ? spent() : NEVER_BEGAN;
  try {
    for await (const event of open(progress)) {
      if (signal.aborted) break;
      if (event.type === "finish") {
        yield { ...event, usage: settleUsage(request, text, event.usage, progress.thoughts) };
        return;
      }
      text += event.text;
      fewestTokens += countFewestTokens(event.text);
      yield event;
      if (fewestTokens > request.maxTokens + SLACK_TOKENS) {
        yield { type: "finish", reason: "length", usage: spent() };
        return;
      }
    }
    isLeft = false;
  } catch (error) {
    isLeft = false;
    if (!signal.aborted)
      throw toModelError(error, provider, progress.opened, progress.opened ? spentIfBegun() : null, Date.now());
  } finally {
    if (isLeft) context.onLeft?.(spent());
  }
  if (signal.aborted) throw new ModelError("aborted", "The call was stopped.", { usage: spent() });
  throw new ModelError("broken-stream", `${provider} broke off in the middle of its answer.`, {
    usage: spentIfBegun(),
  });
}

/** A web page or a plain JSON answer where a stream was asked for is somebody else's server. */
export function checkEventStream(provider: string, response: { headers: { get(name: string): string | null } }): void {
  const type = response.headers.get("content-type") ?? "";
  if (type.includes("text/event-stream")) return;
  throw new ModelError(
    "broken-stream",
    `${provider} answered with "${type || "nothing"}" instead of a model's stream. Check its address.`,
  );
}
