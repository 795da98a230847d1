/**
 * `GET /metrics` for Prometheus (SPEC O3): only numbers, no person, no circle, nothing said. Allowed from this
 * machine, with METRICS_TOKEN, and for operators and admins; a proxy on this machine does not count as this machine.
 */
import { timingSafeEqual } from "node:crypto";
import type { Request, RequestHandler } from "express";
import type { Authenticate } from "../http/mount-routes.middleware.ts";
import { Problem } from "../http/problem.ts";
import { isLoopback } from "../http/rate-limit.middleware.ts";

const READERS = ["operator", "admin"];

export type MetricsOptions = {
  readMetrics(): Promise<string>;
  authenticate: Authenticate;
  metricsToken: string | undefined;
};

export function serveMetrics({ readMetrics, authenticate, metricsToken }: MetricsOptions): RequestHandler {
  async function mayRead(request: Request): Promise<boolean> {
    if (isLoopback(request.socket.remoteAddress ?? "") && !isForwarded(request)) return true;
    const token = /^Bearer (\S+)$/i.exec(request.headers.authorization ?? "")?.[1];
    if (!token) return false;
    if (metricsToken && isSame(token, metricsToken)) return true;
    return READERS.includes((await authenticate(token))?.role ?? "");
  }
  return async (request, response) => {
    if (!(await mayRead(request)))
      throw new Problem(
        401,
        "Metrics are for this machine and its operators. Send METRICS_TOKEN, or an operator's token, as a bearer token.",
        { code: "not-signed-in", headers: { "WWW-Authenticate": 'Bearer realm="dramatis metrics"' } },
      );
    response
      .set("Cache-Control", "no-store")
      .type("text/plain; version=0.0.4")
      .send(await readMetrics());
  };
}

const isForwarded = ({ headers }: Request): boolean =>
  ["x-forwarded-for", "x-forwarded-host", "x-real-ip", "forwarded", "via"].some((name) => name in headers);

function isSame(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)];
  return a.length === b.length && timingSafeEqual(a, b);
}
