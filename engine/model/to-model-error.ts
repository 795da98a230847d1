/** What an SDK, the network or a parser threw, as a ModelError in words a person can act on. */
import { ModelError, type ModelErrorCode, type Usage } from "./language-model.ts";

type ErrorBody = { type?: string; message?: string; error?: { type?: string; message?: string } };

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
const LONGEST_QUOTE_CHARACTERS = 300;

const causes = (error: Thrown | undefined): Thrown[] => (error ? [error, ...causes(error.cause)] : []);
const networkCode = (error: Thrown): string | undefined =>
  causes(error)
    .map((cause) => cause.code ?? "")
    .find((code) => NETWORK_CODES.has(code) || code === "UND_ERR_CONNECT_TIMEOUT");

/** Providers repeat a wrong key, or most of it, in their own words. */
export const withoutKeys = (text: string): string =>
  text.replace(/\b(?:(?:sk|key|gsk|hf)[-_][\w*.-]{4,}|AIza[\w-]{10,})/gi, "(key)");

/** The provider's own error type and words, wherever its format puts them. */
function providerDetail(error: Thrown): { type: string; message: string } {
  // Text Generation Inference sends its words as plain `error`.
  const body: ErrorBody | null | undefined = typeof error.error === "string" ? { message: error.error } : error.error;
  return {
    type: body?.error?.type ?? body?.type ?? error.type ?? "",
    message: withoutKeys(body?.error?.message ?? body?.message ?? "")
      .slice(0, LONGEST_QUOTE_CHARACTERS)
      .replace(/\.$/, ""),
  };
}

function codeOfStatus(status: number): ModelErrorCode {
  if (status === 401 || status === 402 || status === 403) return "unauthorised";
  if (status === 404) return "unknown-model";
  if (status === 429) return "rate-limited";
  // 498: no room in Groq's flexible tier.
  if (status >= 500 || status === 408 || status === 498) return "overloaded";
  return "bad-request";
}

function codeOfType(type: string): ModelErrorCode {
  if (type.includes("overloaded") || type === "api_error" || type === "server_error") return "overloaded";
  if (type.includes("rate_limit")) return "rate-limited";
  if (type.includes("authentication") || type.includes("permission") || type.includes("billing")) return "unauthorised";
  if (type.includes("invalid_request")) return "bad-request";
  return "broken-stream";
}

/** One of the SDKs names its errors by their class alone. */
const kindOf = (error: Thrown): string => (error.name && error.name !== "Error" ? error.name : error.constructor.name);

function codeOf(error: Thrown, opened: boolean): ModelErrorCode {
  if (typeof error.status === "number") return codeOfStatus(error.status);
  const network = networkCode(error);
  const kind = kindOf(error);
  // Their own time-outs are off, so this is the connection's; the SDKs drop its cause.
  if (network === "UND_ERR_CONNECT_TIMEOUT" || kind === "APIConnectionTimeoutError") return "connect-timeout";
  if (opened) return codeOfType(providerDetail(error).type);
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
  const quote = providerDetail(error).message;
  switch (code) {
    case "unauthorised":
      return `${provider} refused the key (HTTP ${error.status ?? 401}). Check the key and the account's credit.`;
    case "rate-limited":
      return `${provider} asks to slow down: too many requests or tokens a minute.`;
    case "overloaded":
      return `${provider} has a problem of its own${error.status ? ` (HTTP ${error.status})` : ""}. Try again in a moment.`;
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
      return `${provider} does not accept the request${error.status ? ` (HTTP ${error.status})` : ""}${quote ? `: ${quote}.` : ". Check the model's name and the address."}`;
    default:
      return `${provider} failed in a way that is not known${quote ? `: ${quote}` : ""}.`;
  }
}

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
  if (thrown instanceof ModelError) return thrown;
  const error = (typeof thrown === "object" && thrown ? thrown : { message: String(thrown) }) as Thrown;
  const code = codeOf(error, opened);
  return new ModelError(code, describe(code, provider, error), {
    retryAfterMs: readRetryAfterMs(error, now),
    usage,
    cause: thrown,
  });
}
