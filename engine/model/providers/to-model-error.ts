/** What an SDK, the network or a parser threw, as a ModelError in words a person can act on. */
import { ModelError, type ModelErrorCode, type Usage } from "../language-model.ts";
import { quoteProvider } from "./quote-provider.ts";

type ErrorWords = { type?: unknown; code?: unknown; message?: unknown };
type ErrorBody = ErrorWords & { error?: ErrorWords };

/** The part of the SDKs' and undici's errors that is read; every field may be missing. */
type Thrown = {
  name?: string;
  message?: string;
  code?: string | null;
  status?: number;
  type?: string | null;
  headers?: { get?(name: string): string | null };
  error?: ErrorBody | string | null;
  cause?: Thrown;
};

/** Network codes seen before the first byte of an answer; after it they mean a broken stream. */
const NETWORK_CODES = new Set([
  "ECONNREFUSED",
  "ECONNRESET",
  "ENOTFOUND",
  "EAI_AGAIN",
  "ENOENT",
  "EPIPE",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "ETIMEDOUT",
  "UND_ERR_SOCKET",
]);

const causes = (error: Thrown | undefined): Thrown[] => (error ? [error, ...causes(error.cause)] : []);
const networkCode = (error: Thrown): string | undefined =>
  causes(error)
    .map((cause) => cause.code ?? "")
    .find((code) => NETWORK_CODES.has(code) || code === "UND_ERR_CONNECT_TIMEOUT");

type Detail = { type: string; code: string; message: string };

/** The provider's own error type and words, wherever its format puts them. */
function providerDetail(error: Thrown): Detail {
  // Text Generation Inference sends its words as plain `error`.
  const body: ErrorBody = typeof error.error === "string" ? { message: error.error } : (error.error ?? {});
  const read = (name: keyof ErrorWords) => textOf(body.error?.[name] ?? body[name]);
  return {
    type: read("type") || (error.type ?? ""),
    code: read("code") || textOf(error.code),
    message: read("message"),
  };
}

const textOf = (value: unknown): string =>
  typeof value === "string" || typeof value === "number" ? String(value) : "";

const NO_CREDIT_TYPE =
  /insufficient_quota|insufficient_(?:balance|funds|credits?)|billing|payment_required|credits?_exhausted/;
const NO_CREDIT =
  /credit balance is too low|insufficient (?:account )?(?:balance|credits?|funds)|out of credits?|no credits? left|credits? (?:are|is|has been|have been) (?:depleted|exhausted|used up)|(?:add|purchase|buy) (?:more )?credits?|billing hard limit|negative balance/i;
const FILTERED_TYPE = /content_filter|content_policy|invalid_prompt|moderation|safety/;
const CANNOT_TALK =
  /(?:does not|doesn't) support (?:the )?(?:chat|generat|text gen)|not a chat model|(?:chat|completions?) (?:api )?(?:is|are) not supported|not supported (?:in|for|by) .{0,30}chat|no chat template|chat template .{0,40}(?:not|no longer|must)|is an? (?:embedding|rerank\w*|image|speech)\S* model/i;

/** What its type and words say that the status alone does not; null: nothing of that kind. */
function codeOfDetail({ type, code, message }: Detail): ModelErrorCode | null {
  const kind = `${type} ${code}`.toLowerCase();
  if (NO_CREDIT_TYPE.test(kind) || NO_CREDIT.test(message)) return "out-of-credit";
  if (FILTERED_TYPE.test(kind)) return "filtered";
  return CANNOT_TALK.test(message) ? "cannot-talk" : null;
}

function codeOfStatus(status: number): ModelErrorCode {
  if (status === 402) return "out-of-credit";
  if (status === 401 || status === 403) return "unauthorised";
  if (status === 404) return "unknown-model";
  if (status === 429) return "rate-limited";
  // 498: no room in Groq's flexible tier.
  if (status >= 500 || status === 408 || status === 498) return "overloaded";
  return "bad-request";
}

/** Of an error inside an answer that had begun. */
function codeOfEvent({ type, code }: Detail): ModelErrorCode {
  if (type.includes("overloaded") || type === "api_error" || type === "server_error") return "overloaded";
  if (type.includes("rate_limit")) return "rate-limited";
  if (type.includes("authentication") || type.includes("permission")) return "unauthorised";
  if (type.includes("invalid_request")) return "bad-request";
  return /^[45]\d\d$/.test(code) ? codeOfStatus(Number(code)) : "broken-stream";
}

/** One of the SDKs names its errors by their class alone. */
const kindOf = (error: Thrown): string => (error.name && error.name !== "Error" ? error.name : error.constructor.name);

function codeOf(error: Thrown, opened: boolean): ModelErrorCode {
  const detail = providerDetail(error);
  if (typeof error.status === "number")
    return error.status < 500 ? (codeOfDetail(detail) ?? codeOfStatus(error.status)) : codeOfStatus(error.status);
  const network = networkCode(error);
  const kind = kindOf(error);
  // Their own time-outs are off, so this is the connection's; the SDKs drop its cause.
  if (network === "UND_ERR_CONNECT_TIMEOUT" || kind === "APIConnectionTimeoutError") return "connect-timeout";
  if (opened) return codeOfDetail(detail) ?? codeOfEvent(detail);
  if (network || kind === "APIConnectionError" || kind === "TypeError") return "unreachable";
  return kind === "SyntaxError" ? "broken-stream" : "unknown";
}

/** `Retry-After` in seconds or as a date, or OpenAI's `retry-after-ms`. */
function readRetryAfterMs(error: Thrown, now: number): number | null {
  const precise = Number(error.headers?.get?.("retry-after-ms") ?? Number.NaN);
  if (precise >= 0) return precise;
  const header = error.headers?.get?.("retry-after");
  if (!header) return null;
  const seconds = Number(header);
  const waitMs = Number.isNaN(seconds) ? Date.parse(header) - now : seconds * 1000;
  return Number.isFinite(waitMs) ? Math.max(0, waitMs) : null;
}

function describe(code: ModelErrorCode, provider: string, error: Thrown): string {
  const quote = quoteProvider(providerDetail(error).message);
  const status = error.status ? ` (HTTP ${error.status})` : "";
  switch (code) {
    case "unauthorised":
      return `${provider} refused the key (HTTP ${error.status ?? 401}). Check the key and the account's credit.`;
    case "out-of-credit":
      return `${provider} has no credit left for this account${status}. Add some there, or choose another voice.`;
    case "filtered":
      return refusedByFilter(provider);
    case "cannot-talk":
      return `${provider} says that this model is not made to talk${status}${quote ? `: ${quote}.` : "."} Choose another one.`;
    case "rate-limited":
      return `${provider} asks to slow down: too many requests or tokens a minute.`;
    case "overloaded":
      return `${provider} has a problem of its own${status}. Try again in a moment.`;
    case "unreachable":
      return `${provider} cannot be reached (${networkCode(error) ?? "no connection"}). Check that it runs and that its address is right.`;
    case "connect-timeout":
      return `${provider} did not accept a connection in time. Check its address and the network.`;
    case "broken-stream":
      return `${provider} broke off in the middle of its answer.`;
    case "unknown-model":
      return `${provider} does not know the model (HTTP 404)${quote ? `: ${quote}.` : ". Check its name and the address."}`;
    case "bad-request":
      if (error.status && error.status < 400)
        return `${provider} sends the request elsewhere (HTTP ${error.status}), which is not followed. Set the address it really has.`;
      return `${provider} does not accept the request${status}${quote ? `: ${quote}.` : ". Check the model's name and the address."}`;
    default:
      return `${provider} failed in a way that is not known${quote ? `: ${quote}` : ""}.`;
  }
}

/** @param said the model's own words, or another's, stopped in their middle */
export const refusedByFilter = (provider: string, said = false): string =>
  said
    ? `${provider} broke off: its filter or its model refused to go on. Say it in other words, or choose another voice.`
    : `${provider} did not answer: its filter or its model refused to. Say it in other words, or choose another voice.`;

/**
 * @param opened whether the provider had begun to answer
 * @param usage tokens spent so far; null when the provider did no work
 * @param now ms since epoch, for a `Retry-After` date
 */
export function toModelError(
  thrown: unknown,
  provider: string,
  opened: boolean,
  usage: Usage | null,
  now: number,
): ModelError {
  const error = (typeof thrown === "object" && thrown ? thrown : { message: String(thrown) }) as Thrown;
  // The SDKs wrap what was thrown below them.
  const own = causes(error).find((cause) => cause instanceof ModelError);
  if (own) return own;
  const code = codeOf(error, opened);
  return new ModelError(code, describe(code, provider, error), {
    retryAfterMs: readRetryAfterMs(error, now),
    usage,
    cause: thrown,
  });
}
