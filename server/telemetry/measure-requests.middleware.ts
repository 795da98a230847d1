import type { Meter } from "@opentelemetry/api";
import type { Request, RequestHandler } from "express";
import { HTTP_SECONDS_BUCKETS } from "./buckets.ts";

/** Measures request durations by the HTTP conventions. Paths are route patterns, never with ids. */
export function measureRequests(meter: Meter): RequestHandler {
  const duration = meter.createHistogram("http.server.request.duration", {
    description: "Duration of HTTP server requests",
    unit: "s",
    advice: { explicitBucketBoundaries: HTTP_SECONDS_BUCKETS },
  });
  return (request, response, next) => {
    const startedAt = performance.now();
    response.on("finish", () =>
      duration.record((performance.now() - startedAt) / 1000, {
        "http.request.method": request.method,
        "http.route": routeOf(request),
        "http.response.status_code": response.statusCode,
      }),
    );
    next();
  };
}

function routeOf({ route, baseUrl }: Request): string {
  const path: unknown = (route as { path?: unknown } | undefined)?.path;
  return typeof path === "string" ? `${baseUrl}${path}` : "(none)";
}
