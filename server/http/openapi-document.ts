import { OpenAPIRegistry, OpenApiGeneratorV31, type RouteConfig } from "@asteasolutions/zod-to-openapi";
import { z } from "zod";
import type { MessageCode } from "../../schema/messages/message.ts";
import type { Route } from "./define-route.ts";
import { exampleOf, type JsonSchema } from "./example-of.ts";
import { TITLES } from "./problem.ts";

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
  const document = new OpenApiGeneratorV31(registry.definitions).generateDocument({
    openapi: "3.1.0",
    info: {
      title: "Dramatis",
      version: about.version,
      description: "Errors are RFC 9457 problem details. Lists page by cursor.",
    },
    servers: [{ url: about.url }],
  });
  for (const operation of Object.values(document.paths ?? {}).flatMap((methods) => Object.values(methods as object)))
    addExamples(operation as Described);
  return document;
}

type Media = { schema?: JsonSchema; example?: unknown };
type Content = { content?: Record<string, Media> };
type Described = { requestBody?: Content; responses?: Record<string, Content> };

/** Of what is sent and answered as JSON; problems have theirs already. */
function addExamples({ requestBody, responses = {} }: Described): void {
  for (const { content = {} } of [requestBody ?? {}, ...Object.values(responses)])
    for (const [type, media] of Object.entries(content))
      if (type.endsWith("json") && media.schema && !("example" in media)) media.example = exampleOf(media.schema);
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
      ...Object.fromEntries(problemsOf(route).map(([code, why]) => [code, problem(code, why)])),
      default: problem(422, "Refused for another reason, which it says"),
    },
  };
}

/** Why any request to the route may be refused before it is handled, or by what it names. */
const problemsOf = (route: Route): [number, string][] => [
  ...(route.body || route.query || route.params
    ? [[400, "What was sent is not as described: the fields are named"] satisfies [number, string]]
    : []),
  ...(route.access === "anyone" ? [] : [[401, "Not signed in, or no longer"] satisfies [number, string]]),
  ...(typeof route.access === "string"
    ? []
    : [[403, `Needs the role ${route.access.join(" or ")}`] satisfies [number, string]]),
  ...(route.params
    ? [[404, "There is no such thing, or the caller may not know of it"] satisfies [number, string]]
    : []),
  ...(route.upload || route.body
    ? ([
        [413, "What was sent is too large"],
        [415, "Sent as another type"],
      ] satisfies [number, string][])
    : []),
  [429, "Too many requests: the header Retry-After says when to try again"],
];

const CODES: Record<number, MessageCode> = {
  400: "field-wrong",
  401: "not-signed-in",
  403: "needs-role",
  404: "no-such-address",
  413: "body-too-large",
  429: "too-many-attempts",
};

const problem = (status: number, description: string) => ({
  description,
  content: {
    "application/problem+json": {
      schema: ProblemDetails,
      example: {
        type: "about:blank",
        title: TITLES[status],
        status,
        detail: description,
        code: CODES[status] ?? "bad-message",
      },
    },
  },
});
