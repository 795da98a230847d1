/**
 * How adapters connect to a provider: one pool of keep-alive connections per endpoint, TCP or a private socket.
 *
 * What the SDKs send (text to an address) uses the pool directly: the standard `fetch` on top of it costs more
 * than all our own layers together. Forms and everything else use the standard `fetch`.
 */
import { Agent, fetch as undiciFetch, type Dispatcher } from "undici";
import { WireAnswer, type Chunks } from "./wire-answer.ts";

const CONNECT_TIMEOUT_MS = 3_000;
/** Limits for data after the end of an answer: size and time. */
const MAX_LEFT_BYTES = 16 * 1024;
const LEFT_MS = 1_000;

export type ModelFetch = { fetch: typeof globalThis.fetch; close(): Promise<void> };

/**
 * @param socketPath a unix socket or Windows named pipe for HTTP; the URL's host is then ignored
 * @param connectTimeoutMs SPEC L3; time-outs after connecting belong to `withTimeouts`
 */
export function createModelFetch(socketPath?: string, connectTimeoutMs: number = CONNECT_TIMEOUT_MS): ModelFetch {
  const agent = new Agent({
    connect: { timeout: connectTimeoutMs, ...(socketPath ? { socketPath } : {}) },
    headersTimeout: 0,
    bodyTimeout: 0,
  });
  // Redirects are never followed: what was said, and for some providers the key, would be sent to the redirect's target.
  const fetchThroughAgent = (input: string | URL | object, init: RequestInit = {}) => {
    const isPlain = typeof input === "string" || input instanceof URL;
    const { body = null } = init;
    if (isPlain && (body === null || typeof body === "string" || body instanceof Uint8Array))
      return send(agent, new URL(input), init, body);
    return undiciFetch(input as string, { ...(init as object), redirect: "manual", dispatcher: agent });
  };
  return {
    fetch: fetchThroughAgent as unknown as typeof globalThis.fetch,
    close: () => agent.destroy(),
  };
}

async function send(agent: Agent, url: URL, init: RequestInit, body: string | Uint8Array | null): Promise<WireAnswer> {
  const signal = init.signal ?? null;
  const answer = await agent.request({
    origin: url.origin,
    path: url.pathname + url.search,
    method: (init.method ?? "GET") as Dispatcher.HttpMethod,
    headers: toPlainHeaders(init.headers ?? {}),
    body,
    signal,
  });
  const headers = new Headers(
    Object.entries(answer.headers).flatMap(([name, value]) =>
      [value ?? []].flat().map((one): [string, string] => [name, one]),
    ),
  );
  return new WireAnswer({ url: url.href, status: answer.statusCode, headers }, readBody(answer.body, signal));
}

/** Most are plain already. */
const toPlainHeaders = (headers: NonNullable<RequestInit["headers"]>): Record<string, string> =>
  headers instanceof Headers || Array.isArray(headers) ? Object.fromEntries(new Headers(headers)) : { ...headers };

function readBody(body: Dispatcher.ResponseData["body"], signal: AbortSignal | null): Chunks {
  const chunks = body[Symbol.asyncIterator]() as AsyncIterator<Uint8Array>;
  return {
    next: () => chunks.next(),
    // A reader that leaves at the end of an answer frees the connection for the next call; an abort closes it.
    return() {
      if (signal?.aborted) body.destroy();
      else void readLeft(chunks, () => body.destroy());
      return Promise.resolve({ value: undefined, done: true });
    },
    close: () => body.destroy(),
  };
}

async function readLeft(chunks: AsyncIterator<Uint8Array>, close: () => void): Promise<void> {
  const timer = setTimeout(close, LEFT_MS);
  try {
    let left = MAX_LEFT_BYTES;
    for (let next = await chunks.next(); !next.done; next = await chunks.next())
      if ((left -= next.value.length) < 0) close();
  } catch {
    // Closed by us or the provider; the answer was complete before.
  } finally {
    clearTimeout(timer);
  }
}
