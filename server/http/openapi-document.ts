import { OpenAPIRegistry, OpenApiGeneratorV31, type RouteConfig } from "@asteasolutions/zod-to-openapi";
import { z } from "zod";
import type { Route } from "./define-route.ts";

export type OpenApiDocument = ReturnType<OpenApiGeneratorV31["generateDocument"]>;

const ProblemDetails = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number().int(),
  detail: z.string(),
  code: z.string(),
  values: z.record(z.string(), z.unknown()).optional(),
  errors: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
  requestId: z.string().optional(),
});

/** Describes the same schemas that validate the routes. */
export function describeRoutes(routes: Route[], about: { version: string; url: string }): OpenApiDocument {
  const registry = new OpenAPIRegistry();
  const bearer = registry.registerComponent("securitySchemes", "bearer", {
    type: "http",
    scheme: "bearer",
    bearerFormat: "JWT",
  });
  for (const route of routes) registry.registerPath(describeRoute(route, bearer.name));
  return new OpenApiGeneratorV31(registry.definitions).generateDocument({
    openapi: "3.1.0",
    info: {
      title: "Dramatis",
      version: about.version,
      description: "Errors are RFC 9457 problem details. Lists page by cursor.",
    },
    servers: [{ url: about.url }],
  });
}

function describeRoute(route: Route, bearerName: string): RouteConfig {
  const json = (schema: z.ZodType) => ({ content: { "application/json": { schema } } });
  const status = route.status ?? (route.answer || route.file || route.lines ? 200 : 204);
  const lines = { content: { "application/x-ndjson": { schema: route.lines ?? z.never() } } };
  const files = { content: Object.fromEntries((route.file ?? []).map((type) => [type, { schema: z.string() }])) };
  return {
    method: route.method,
    path: route.path.replace(/:(\w+)/g, "{$1}"),
    operationId: [route.method, ...route.path.split(/[/:]+/).filter((part) => part && part !== "api")].join("-"),
    summary: route.summary,
    tags: [route.area],
    security: route.access === "anyone" ? [] : [{ [bearerName]: [] }],
    request: {
      ...(route.params ? { params: route.params as z.ZodObject } : {}),
      ...(route.query ? { query: route.query as z.ZodObject } : {}),
      ...(route.upload
        ? {
            body: {
              required: true,
              content: Object.fromEntries(route.upload.types.map((type) => [type, { schema: z.string() }])),
            },
          }
        : {}),
      ...(route.body ? { body: { required: true, ...json(route.body) } } : {}),
    },
    responses: {
      [status]: {
        description: "Done",
        ...(route.answer ? json(route.answer) : route.lines ? lines : route.file ? files : {}),
      },
      default: {
        description: "Refused, with the reason",
        content: { "application/problem+json": { schema: ProblemDetails } },
      },
    },
  };
}
