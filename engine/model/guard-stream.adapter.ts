/** The contract of `LanguageModel` that every adapter needs: ends once, aborts once, fails in one form. */
import { estimateUsage } from "./estimate-usage.ts";
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
};

/** Longer than any token of the tokenizers in use: past this many characters a token, the cap was ignored. */
const LONGEST_TOKEN_CHARACTERS = 24;

/**
 * Yields what `open` yields, up to the token cap that was asked for: some servers ignore it. Whatever it throws becomes a ModelError with the usage so far; an
 * abort becomes "aborted"; a stream that ends without `finish` becomes "broken-stream".
 */
export async function* guardStream(
  provider: string,
  request: ChatRequest | CompletionRequest,
  context: CallContext,
  open: (progress: CallProgress) => AsyncIterable<AdapterEvent>,
): AsyncGenerator<ModelEvent> {
  const { signal } = context;
  if (signal.aborted) throw new ModelError("aborted", "The call was stopped before it began.");
  const progress: CallProgress = { opened: false, known: {} };
  let text = "";
  const spent = () => estimateUsage(request, text, progress.known);
  try {
    for await (const event of open(progress)) {
      if (signal.aborted) break;
      if (event.type === "finish") {
        yield { ...event, usage: event.usage ?? spent() };
        return;
      }
      text += event.text;
      yield event;
      if (text.length > request.maxTokens * LONGEST_TOKEN_CHARACTERS) {
        yield { type: "finish", reason: "length", usage: spent() };
        return;
      }
    }
  } catch (error) {
    if (!signal.aborted)
      throw toModelError(error, provider, progress.opened, progress.opened ? spent() : null, Date.now());
  }
  if (signal.aborted) throw new ModelError("aborted", "The call was stopped.", { usage: spent() });
  throw new ModelError("broken-stream", `${provider} broke off in the middle of its answer.`, { usage: spent() });
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
