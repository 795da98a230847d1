/** The one interface to every language model. Wrappers (ledger, time-outs, breaker, …) implement it too. */
import { inEnglish, verbatim, type Message } from "../../schema/messages/message.ts";
import { payerOf, type Payer, type Scope } from "../scope/scope.ts";

export type Route = {
  /** "openai" | "anthropic" | "compatible" | "embedded" | "rehearsal" | … */
  provider: string;
  model: string;
  /** Local routes cost nothing and send nothing outside this machine or network. */
  local: boolean;
  /** It offers untemplated completion. */
  completes?: true;
};

/** `provider/model`, as screens, settings and ledger rows name a route. */
export const routeName = (route: Route): string => `${route.provider}/${route.model}`;

export type ChatMessage = {
  role: "system" | "user" | "assistant";
  content: string;
  /** The prompt up to the end of this message comes again, word for word, within this time (SPEC L5). */
  cache?: "1h" | "5m";
};

export type ChatRequest = {
  messages: ChatMessage[];
  maxTokens: number;
  /** 0–2 */
  temperature?: number;
  stop?: string[];
  seed?: number;
  /** JSON schema the answer must follow; native where offered, grammar for the embedded model. */
  responseSchema?: { name: string; schema: Record<string, unknown> };
};

/** Untemplated completion: the prompt goes to the model as it is. */
export type CompletionRequest = {
  prompt: string;
  maxTokens: number;
  temperature?: number;
  stop?: string[];
  seed?: number;
  /** Ask for this many top log-probabilities per token, where offered. */
  topLogProbabilities?: number;
};

export type ModelRequest = ChatRequest | CompletionRequest;

/** Texts to make vectors of. */
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
      /** Who answered, where several routes could have. */
      route?: Route;
      logProbabilities?: TokenLogProbability[];
    };

/** What an adapter says beside its answer; `withLedger` takes these out. */
export type ProgressEvent =
  /** What the model says to itself before or between its words; "" when it only says that it does. */
  | { type: "thought"; text: string }
  /** Counts that the provider sends before the end, each time all of them. */
  | { type: "counted"; usage: Partial<Usage> };

export type AdapterEvent = ModelEvent | ProgressEvent;

export type EmbeddingEvent =
  /** One unit vector per text, in order, all of one length. */
  { type: "vectors"; vectors: Float32Array[] } | { type: "finish"; usage: Usage };

export type ModelTask =
  "speak" | "decide" | "extract-traits" | "reflect" | "try-line" | "check" | "embed" | "keep-prompt";

/** The scope of one model call. */
export type CallScope = Scope & {
  readonly task: ModelTask;
  readonly personaId?: string;
  /** The turn it drafts. */
  readonly turnId?: string;
  /** Everyone whose personal data may be in it lets that go to remote providers as it is. */
  readonly consented?: boolean;
  /** Called with what each try cost and used, as the ledger has it, failed and aborted tries included. */
  onCost?(costNano: number, usage: Usage): void;
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

/** One call as it is seen from outside (SPEC O3). */
export interface CallWatch {
  /** A piece of the answer has arrived. */
  chunk(): void;
  /** What the ledger knows of it, once it does. */
  price(record: { why: Message; cost: { totalNano: number }; usage: Usage }): void;
  /** Exactly once. `error` is null when it went well; then `route` is who answered. */
  end(error: ModelErrorCode | null, route: Route): void;
}

/** One route, for one kind of request. What does not look into requests and answers wraps every kind alike. */
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

/** As LanguageModel, before `withLedger` has recorded what it used. */
export type ModelAdapter = ModelCalls<ModelRequest, AdapterEvent>;

export type EmbeddingCalls = ModelCalls<EmbeddingRequest, EmbeddingEvent>;

/** The same for every route, or made for the one that is tried, right before it is. */
export type RoutedRequest = ModelRequest | ((route: Route) => ChatRequest);

/** One of several routes answers: `route` is who will most likely, `finish` and errors name who did. */
export interface RoutedModel extends LanguageModel {
  stream(request: RoutedRequest, scope: CallScope): AsyncIterable<ModelEvent>;
}

export interface EmbeddingModel {
  readonly route: Route;
  /**
   * One unit vector per text, in order, all of one length.
   * @throws ModelError
   */
  embed(texts: string[], scope: Scope): Promise<Float32Array[]>;
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
  /** A model for something else: vectors, pictures, or going on with a text. */
  | "cannot-talk"
  /** The provider does not know the model, or its price is not known here. */
  | "unknown-model"
  /** No voice may be called where the demanded compliance tier holds. */
  | "forbidden"
  | "budget"
  /** It ended without a word, and not because there was nothing to say. */
  | "empty"
  | "off-schema"
  | "unknown";

/** A model call that failed, in words a person can act on. Never carries a key or a stack to a screen. */
export class ModelError extends Error {
  readonly code: ModelErrorCode;
  readonly retryAfterMs: number | null;
  /** Tokens spent before it failed; null when nothing was sent. */
  readonly usage: Usage | null;
  /** Whose call failed, where several routes could have answered; null where there was no choice. */
  readonly route: Route | null;
  /** What happened, for each language; `message` is the English of it. */
  readonly reason: Message;

  /** @param reason text where only logs and tests read it, or its writer is not known */
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
