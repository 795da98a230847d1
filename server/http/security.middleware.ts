import type { RequestHandler } from "express";
import helmet from "helmet";
import { Problem } from "./problem.ts";

/** Allows only this origin. Styles may be inline, because floating panels are positioned that way. */
export function securityHeaders(isHttps: boolean): RequestHandler {
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", "data:", "blob:"],
        fontSrc: ["'self'"],
        connectSrc: ["'self'"],
        mediaSrc: ["'self'", "blob:"],
        manifestSrc: ["'self'"],
        workerSrc: ["'self'", "blob:"],
        baseUri: ["'self'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
        ...(isHttps ? { upgradeInsecureRequests: [] } : {}),
      },
    },
    strictTransportSecurity: isHttps,
    crossOriginOpenerPolicy: isHttps,
    originAgentCluster: isHttps,
    referrerPolicy: { policy: "same-origin" },
  });
}

/** Other origins may call the API only when ALLOWED_ORIGINS names them. Tokens are sent in a header, never in a cookie. */
export function allowOrigins(allowed: readonly string[]): RequestHandler {
  return (request, response, next) => {
    response.vary("Origin");
    const origin = request.headers.origin;
    if (origin && allowed.includes(origin)) {
      response.set({
        "Access-Control-Allow-Origin": origin,
        // The room client always requires it; there are no cookies it could expose.
        "Access-Control-Allow-Credentials": "true",
        "Access-Control-Allow-Methods": "GET, POST, PUT, PATCH, DELETE",
        "Access-Control-Allow-Headers": "Authorization, Content-Type",
        "Access-Control-Expose-Headers": "Retry-After, X-Request-Id",
        "Access-Control-Max-Age": "600",
        "Cross-Origin-Resource-Policy": "cross-origin",
      });
    }
    if (request.method !== "OPTIONS") return next();
    if (response.hasHeader("Access-Control-Allow-Origin")) return void response.status(204).end();
    throw new Problem(
      403,
      "Pages of this origin may not call the server. Its operator can add the origin to ALLOWED_ORIGINS.",
      { code: "origin-not-allowed" },
    );
  };
}
