/** The one interface to every language model. Wrappers (ledger, time-outs, breaker, …) implement it, too. */
import { inEnglish, verbatim, type Message } from "../../schema/messages/message.ts";
import { payerOf, type Payer, type Scope } from "../scope/scope.ts";

export type Route = {
  /** "openai" | "anthropic" | "compatible" | "embedded" | "rehearsal" | … */
  provider: string;
  model: string;
  /** Local routes cost nothing and send nothing outside this machine or network. */
  local: boolean;
  /** Whether it offers untemplated completion. */
  completes?: true;
};

/** `provider/model`, the name of a route on screens, in settings and in ledger rows. */
export const routeName = (route: Route): string => `${route.provider}/${route.model}`;

export type ChatMessage = {
  role: "system" | "user" | "assistant";
  content: string;
  /** The prompt up to the end of this message will be sent again, verbatim, within this time (SPEC L5). */
  cache?: "1h" | "5m";
};

export type ChatRequest = {
  messages: ChatMessage[];
  maxTokens: number;
  /** 0–2 */
  temperature?: number;
  stop?: string[];
  seed?: number;
  /** Words that earlier replies began with. The embedded model begins otherwise; others are not sent them. */
  usedOpenings?: string[];
  /** Words that suit the speaker. The embedded model says them a little more readily; others are not sent them. */
  favouredWords?: string[];
  /** Nothing is answered: the embedded model reads the prompt, as far as it gets until another call comes. Others are not asked. */
  readAhead?: true;
  /** JSON schema the answer must follow; native where offered, grammar for the embedded model. */
  responseSchema?: { name: string; schema: Record<string, unknown> };
};

/** Untemplated completion: the prompt is passed to the model as is. */
export type CompletionRequest = {
  prompt: string;
  maxTokens: number;
  temperature?: number;
  stop?: string[];
  seed?: number;
  /** Requests this many top log-probabilities per token, where offered. */
  topLogProbabilities?: number;
};

export type ModelRequest = ChatRequest | CompletionRequest;

/** Texts to embed. */
export type EmbeddingRequest = { texts: string[] };

export type AnyRequest = ModelRequest | EmbeddingRequest;

/** Token counts in one normal form: `input` excludes cached and cache-write tokens; nothing is counted twice. */
export type Usage = {
  input: number;
  output: number;
  /** Part of `output`. */
  reasoning: number;
  cached: number;
  cacheWrite5m: number;
  cacheWrite1h: number;
  /** False when estimated because the provider sent none (an aborted or broken stream). */
  exact: boolean;
  /** What the provider sent, untouched. */
  raw: unknown;
};

export type TokenLogProbability = {
  token: string;
  logProbability: number;
  top: { token: string; logProbability: number }[];
};

export type ModelEvent =
  | { type: "text-delta"; text: string }
  | {
      type: "finish";
      reason: "stop" | "length" | "filtered";
      usage: Usage;
      /** The route that answered, when several could have. */
      route?: Route;
      logProbabilities?: TokenLogProbability[];
    };

/** Events of an adapter besides its answer, which `withLedger` removes. */
export type ProgressEvent =
  /** The model's reasoning; "" when the provider only signals it. */
  | { type: "thought"; text: string }
  /** Cumulative counts that the provider sends before the end. */
  | { type: "counted"; usage: Partial<Usage> };

export type AdapterEvent = ModelEvent | ProgressEvent;

export type EmbeddingEvent =
  /** One unit vector per text, in order, all of one length. */
  { type: "vectors"; vectors: Float32Array[] } | { type: "finish"; usage: Usage };

export type ModelTask =
  | "speak"
  | "decide"
  | "extract-traits"
  | "reflect"
  | "outcome"
  | "try-line"
  | "propose"
  | "interview"
  | "check-answer"
  | "check"
  | "probe"
  | "embed"
  | "keep-prompt";

/** The scope of one model call. */
export type CallScope = Scope & {
  readonly task: ModelTask;
  readonly personaId?: string;
  /** Id of the turn it drafts. */
  readonly turnId?: string;
  /** Everyone whose personal data it may contain consents to sending it unredacted to remote providers. */
  readonly consented?: boolean;
  /** Called with each attempt's cost and usage as in the ledger, including failed and aborted attempts. */
  onCost?(costNano: number, usage: Usage): void;
  /** Frees its place at the provider while it waits for something else. @returns waits for a place again */
  leavePlace?(): () => Promise<void>;
};

/** A call's scope as ledger rows and batches store it. */
export type CallContext = Payer & Pick<CallScope, "task" | "personaId" | "turnId" | "tier" | "consented">;

export function toCallContext(scope: CallScope): CallContext {
  const { task, personaId, turnId, tier, consented } = scope;
  return {
    ...payerOf(scope),
    task,
    ...(personaId !== undefined && { personaId }),
    ...(turnId !== undefined && { turnId }),
    ...(tier !== undefined && { tier }),
    ...(consented !== undefined && { consented }),
  };
}

/** Observes one call (SPEC O3). */
export interface CallWatch {
  /** A piece of the answer has arrived. */
  chunk(): void;
  /** The ledger's record of it, once written. */
  price(record: { why: Message; cost: { totalNano: number }; usage: Usage }): void;
  /** Called exactly once. `error` is null on success; then `route` is the one that answered. */
  end(error: ModelErrorCode | null, route: Route): void;
}

/** One route, for one kind of request. Generic wrappers that do not inspect requests and answers apply to every kind. */
export interface ModelCalls<Request, Event> {
  readonly route: Route;
  /**
   * Ends with exactly one `finish`, or throws a ModelError. When `scope.signal` aborts, the request to the provider is
   * cancelled and a ModelError "aborted" is thrown that carries the usage known or estimated so far.
   */
  stream(request: Request, scope: CallScope): AsyncIterable<Event>;
}

/** Streams a reply, or continues a prompt where `route.completes`. */
export type LanguageModel = ModelCalls<ModelRequest, ModelEvent>;

/** Like LanguageModel, before `withLedger` has recorded its usage. */
export type ModelAdapter = ModelCalls<ModelRequest, AdapterEvent>;

export type EmbeddingCalls = ModelCalls<EmbeddingRequest, EmbeddingEvent>;

/** The same request for every route, or built for each route just before it is tried. */
export type RoutedRequest = ModelRequest | ((route: Route) => ChatRequest);

/** One of several routes answers: `route` is the most likely one, `finish` and errors name the actual one. */
export interface RoutedModel extends LanguageModel {
  stream(request: RoutedRequest, scope: CallScope): AsyncIterable<ModelEvent>;
}

export interface EmbeddingModel {
  readonly route: Route;
  /**
   * One unit vector per text, in order, all of one length.
   * @param use whether the texts are searched ("document", the default) or are what to search for
   * @throws ModelError
   */
  embed(texts: string[], scope: Scope, use?: "query" | "document"): Promise<Float32Array[]>;
}

export type ModelErrorCode =
  | "aborted"
  | "unreachable"
  | "connect-timeout"
  | "first-token-timeout"
  | "stalled"
  | "broken-stream"
  | "unauthorised"
  /** The account at the provider has nothing left. */
  | "out-of-credit"
  | "rate-limited"
  | "overloaded"
  | "bad-request"
  /** The provider's filter, or the model itself, refused to answer. */
  | "filtered"
  /** A model for something else: embeddings, images, or text completion. */
  | "cannot-talk"
  /** The provider does not know the model, or its price is not known here. */
  | "unknown-model"
  /** No voice meets the required compliance tier. */
  | "forbidden"
  | "budget"
  /** It ended without text, although it should have produced some. */
  | "empty"
  | "off-schema"
  | "unknown";

/** A failed model call, with a message a person can act on. Never shows a key or a stack trace on a screen. */
export class ModelError extends Error {
  readonly code: ModelErrorCode;
  readonly retryAfterMs: number | null;
  /** Tokens spent before it failed; null when nothing was sent. */
  readonly usage: Usage | null;
  /** The route that failed, when several could have answered; null when there was no choice. */
  readonly route: Route | null;
  /** What happened, for every language; `message` is its English text. */
  readonly reason: Message;

  /** @param reason plain text only for logs and tests, or when its origin is unknown */
  constructor(
    code: ModelErrorCode,
    reason: Message | string,
    options: { retryAfterMs?: number | null; usage?: Usage | null; route?: Route | null; cause?: unknown } = {},
  ) {
    const said = typeof reason === "string" ? verbatim(reason) : reason;
    super(inEnglish(said), { cause: options.cause });
    this.name = "ModelError";
    this.code = code;
    this.reason = said;
    this.retryAfterMs = options.retryAfterMs ?? null;
    this.usage = options.usage ?? null;
    this.route = options.route ?? null;
  }
}
