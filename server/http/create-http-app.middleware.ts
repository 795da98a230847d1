import compression from "compression";
import express, { type Express, type RequestHandler } from "express";
import type { Logger } from "pino";
import type { CreateLimiter } from "../redis/create-limiters.adapter.ts";
import { basePathOf, takeOffBasePath } from "./base-path.middleware.ts";
import { serveClient } from "./client-files.middleware.ts";
import type { Route } from "./define-route.ts";
import { mountRoutes, type Authenticate } from "./mount-routes.middleware.ts";
import { describeRoutes } from "./openapi-document.ts";
import { answerProblems, notFound } from "./problem.middleware.ts";
import { createRateLimit, limitRequests } from "./rate-limit.middleware.ts";
import { renderDocs } from "./render-docs.ts";
import { logRequests } from "./request-log.middleware.ts";
import { allowOrigins, securityHeaders } from "./security.middleware.ts";

export type HttpAppOptions = {
  routes: Route[];
  authenticate: Authenticate;
  /** Matchmaking: POST /matchmake/:method/:roomName. */
  matchmake: RequestHandler;
  /** Null when ready, otherwise what is missing. */
  findUnreadiness(): Promise<string | null>;
  version: string;
  publicUrl: string;
  allowedOrigins: readonly string[];
  trustProxy: boolean | number | string[];
  clientFolder: string;
  createLimiter: CreateLimiter;
  /** Measures requests and serves /metrics; both are optional together. */
  metrics?: { measure: RequestHandler; serve: RequestHandler };
  log: Logger;
};

const BODY_LIMIT = "256kb";
const REQUESTS_PER_MINUTE = 1200;
/** Less fits into two or three packets: compressing it would only cost time. */
const COMPRESSED_FROM_BYTES = 4096;

export function createHttpApp(options: HttpAppOptions): Express {
  const app = express();
  app.disable("x-powered-by");
  app.set("trust proxy", options.trustProxy);
  app.set("query parser", "simple");
  const basePath = basePathOf(options.publicUrl);
  app.use(takeOffBasePath(basePath));
  if (options.metrics) app.use(options.metrics.measure);
  app.use(
    logRequests(options.log),
    securityHeaders(options.publicUrl.startsWith("https:")),
    compression({ threshold: COMPRESSED_FROM_BYTES }),
  );

  app.get("/healthz", (_request, response) => void response.json({ status: "ok" }));
  app.get("/readyz", async (_request, response) => {
    const missing = await options.findUnreadiness();
    response.status(missing ? 503 : 200).json(missing ? { status: "not ready", missing } : { status: "ready" });
  });

  if (options.metrics) app.get("/metrics", options.metrics.serve);

  const document = describeRoutes(options.routes, { version: options.version, url: options.publicUrl });
  const docs = renderDocs(document);
  app.use(
    ["/api", "/matchmake"],
    allowOrigins(options.allowedOrigins),
    limitRequests(createRateLimit(options.createLimiter("requests", REQUESTS_PER_MINUTE, 60))),
  );
  app.use(["/api", "/matchmake"], (_request, response, next) => {
    response.setHeader("Cache-Control", "no-store");
    next();
  });
  app.get("/api/openapi.json", (_request, response) => void response.json(document));
  app.get("/api/docs", (_request, response) => void response.type("html").send(docs));
  // First: what is read already is left alone by the next.
  for (const { method, path, bodyLimit } of options.routes)
    if (bodyLimit) app[method](path, express.json({ limit: bodyLimit }));
  app.use(["/api", "/matchmake"], express.json({ limit: BODY_LIMIT }));
  app.post("/matchmake/:method/:roomName", options.matchmake);
  app.use(mountRoutes(options.routes, options.authenticate));

  app.use(serveClient(options.clientFolder, basePath));
  app.use(notFound);
  app.use(answerProblems(options.log));
  return app;
}
