/** Converts errors of an SDK, the network or a parser to a ModelError with a message a person can act on. */
import { ModelError, type ModelErrorCode, type Usage } from "../language-model.ts";
import { message, type Message } from "../../../schema/messages/message.ts";
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

/** The provider's own error type and text, wherever its format has them. */
function providerDetail(error: Thrown): Detail {
  // Text Generation Inference sends its text directly as `error`.
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

/** The code from the type and text, which are more specific than the status; null when they are not. */
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

/** The code of an error inside an answer that had begun. */
function codeOfEvent({ type, code }: Detail): ModelErrorCode {
  if (type.includes("overloaded") || type === "api_error" || type === "server_error") return "overloaded";
  if (type.includes("rate_limit")) return "rate-limited";
  if (type.includes("authentication") || type.includes("permission")) return "unauthorised";
  if (type.includes("invalid_request")) return "bad-request";
  return /^[45]\d\d$/.test(code) ? codeOfStatus(Number(code)) : "broken-stream";
}

/** One of the SDKs names its errors only by their class. */
const kindOf = (error: Thrown): string => (error.name && error.name !== "Error" ? error.name : error.constructor.name);

function codeOf(error: Thrown, opened: boolean): ModelErrorCode {
  const detail = providerDetail(error);
  if (typeof error.status === "number")
    return error.status < 500 ? (codeOfDetail(detail) ?? codeOfStatus(error.status)) : codeOfStatus(error.status);
  const network = networkCode(error);
  const kind = kindOf(error);
  // The SDKs' own time-outs are off, so this is the connection's; they drop its cause.
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

function describe(code: ModelErrorCode, provider: string, error: Thrown): Message {
  const words = quoteProvider(providerDetail(error).message);
  const quote = words ? `: ${words}` : "";
  const status = error.status ? ` (HTTP ${error.status})` : "";
  switch (code) {
    case "unauthorised":
      return message("provider-unauthorised", { provider, status: error.status ?? 401 });
    case "out-of-credit":
      return message("provider-out-of-credit", { provider, status });
    case "filtered":
      return refusedByFilter(provider);
    case "cannot-talk":
      return message("provider-cannot-talk", { provider, status, quote });
    case "rate-limited":
      return message("provider-rate-limited", { provider });
    case "overloaded":
      return message("provider-overloaded", { provider, status });
    case "unreachable":
      return message("provider-unreachable", { provider, cause: networkCode(error) ? ` (${networkCode(error)})` : "" });
    case "connect-timeout":
      return message("provider-connect-timeout", { provider });
    case "broken-stream":
      return message("provider-broken-stream", { provider });
    case "unknown-model":
      return message("provider-unknown-model", { provider, quote });
    case "bad-request":
      return error.status && error.status < 400
        ? message("provider-redirects", { provider, status: error.status })
        : message("provider-bad-request", { provider, status, quote });
    default:
      return message("provider-failed", { provider, quote });
  }
}

/** @param said whether it was stopped in the middle of its text */
export const refusedByFilter = (provider: string, said = false): Message =>
  message(said ? "provider-filtered-midway" : "provider-filtered", { provider });

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
  // The SDKs wrap errors thrown below them.
  const own = causes(error).find((cause) => cause instanceof ModelError);
  if (own) return own;
  const code = codeOf(error, opened);
  return new ModelError(code, describe(code, provider, error), {
    retryAfterMs: readRetryAfterMs(error, now),
    usage,
    cause: thrown,
  });
}
