/**
 * How adapters connect to a provider: one pool of keep-alive connections per endpoint, TCP or a private socket.
 *
 * What the SDKs send (text to an address) uses the pool directly: the standard `fetch` on top of it costs more
 * than all our own layers together. Forms and everything else use the standard `fetch`.
 */
import { Agent, fetch as undiciFetch, type Dispatcher } from "undici";
import { Arrival } from "./arrival.adapter.ts";
import type { WireAnswer } from "./wire-answer.ts";

const CONNECT_TIMEOUT_MS = 3_000;

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
  const fetchThroughAgent = async (input: string | URL | object, init: RequestInit = {}) => {
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

function send(agent: Agent, url: URL, init: RequestInit, body: string | Uint8Array | null): Promise<WireAnswer> {
  const arrival = new Arrival(url.href, init.signal ?? null);
  agent.dispatch(
    {
      origin: url.origin,
      path: url.pathname + url.search,
      method: (init.method ?? "GET") as Dispatcher.HttpMethod,
      headers: toPlainHeaders(init.headers ?? {}),
      body,
    },
    arrival,
  );
  return arrival.answer;
}

/** Most are plain already. */
const toPlainHeaders = (headers: NonNullable<RequestInit["headers"]>): Record<string, string> =>
  headers instanceof Headers || Array.isArray(headers) ? Object.fromEntries(new Headers(headers)) : { ...headers };
