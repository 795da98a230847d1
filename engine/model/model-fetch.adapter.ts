/** How adapters reach a provider: one pool of kept-alive connections per endpoint, TCP or a private socket. */
import { Agent, fetch as undiciFetch } from "undici";

const CONNECT_TIMEOUT_MS = 3_000;

export type ModelFetch = { fetch: typeof globalThis.fetch; close(): Promise<void> };

/**
 * @param socketPath a unix socket or Windows named pipe to speak HTTP over; the URL's host is then ignored
 * @param connectTimeoutMs SPEC L3; the waits after connecting belong to `withTimeouts`
 */
export function createModelFetch(socketPath?: string, connectTimeoutMs: number = CONNECT_TIMEOUT_MS): ModelFetch {
  const agent = new Agent({
    connect: { timeout: connectTimeoutMs, ...(socketPath ? { socketPath } : {}) },
    headersTimeout: 0,
    bodyTimeout: 0,
  });
  // Never followed: what was said, and with some providers the key, would go wherever the answer points.
  const redirect = "manual";
  const fetchThroughAgent = (input: string, init?: object) =>
    undiciFetch(input, { ...init, redirect, dispatcher: agent });
  return {
    fetch: fetchThroughAgent as unknown as typeof globalThis.fetch,
    close: () => agent.destroy(),
  };
}
