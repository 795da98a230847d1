import { randomUUID } from "node:crypto";
import type { RequestHandler } from "express";
import type { Logger } from "pino";

/** Gives each request an id and logs its end. Headers, queries and bodies are never logged: they contain tokens and what people said. */
export function logRequests(log: Logger): RequestHandler {
  return (request, response, next) => {
    const requestId = randomUUID();
    const startedAt = performance.now();
    response.setHeader("X-Request-Id", requestId);
    response.on("finish", () => {
      const ms = Math.round(performance.now() - startedAt);
      const { userId } = response.locals as { userId?: string };
      const { method, path } = request;
      log.info({ requestId, userId, method, path, status: response.statusCode, ms }, "request");
    });
    next();
  };
}
