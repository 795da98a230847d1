import { once } from "node:events";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { Router, type Request, type RequestHandler, type Response } from "express";
import type { z } from "zod";
import { scopeOfCaller } from "../account/caller-scope.ts";
import type { Caller } from "../account/caller.ts";
import type { FileAnswer, FileInParts, Route } from "./define-route.ts";
import { findBrokenText } from "./find-broken-text.ts";
import { invalidInput, notSignedIn, Problem } from "./problem.ts";

/** So much of a file that is sent in parts is written before any of it is sent. */
const START_CHARACTERS = 16 * 1024;

/** The caller of a bearer token; null when it is wrong, expired or revoked. */
export type Authenticate = (token: string) => Promise<Caller | null>;

/** An Express router that validates, runs and answers each route; another method on a known path is a 405. */
export function mountRoutes(routes: Route[], authenticate: Authenticate): Router {
  const router = Router();
  for (const route of routes) router[route.method](route.path, handlerOf(route, authenticate));
  for (const [path, methods] of methodsByPath(routes)) {
    router.all(path, (request) => {
      throw new Problem(405, `${request.method} is not possible here. Use ${methods.join(" or ")}.`, {
        code: "bad-message",
        headers: { Allow: methods.join(", ") },
      });
    });
  }
  return router;
}

function handlerOf(route: Route, authenticate: Authenticate): RequestHandler {
  return async (request, response) => {
    const caller = await admit(route, request, authenticate);
    if (caller) response.locals["userId"] = caller.userId;
    const signal = signalOf(response);
    const result = await route.handle({
      caller: caller!,
      scope: caller ? scopeOfCaller(caller, signal) : null!,
      params: parsePart("path", route.params, request.params),
      query: parsePart("query", route.query, request.query),
      body: readBody(route, request),
      bytes: route.upload ? await readUpload(request, route.upload) : new Uint8Array(),
      address: request.ip ?? "",
      signal,
    });
    if (response.destroyed) return;
    if (route.file) await sendFile(response, result as FileAnswer | FileInParts);
    else if (route.lines) await sendLines(response, route.lines, result as AsyncIterable<unknown>);
    else if (route.answer) response.status(route.status ?? 200).json(route.answer.parse(result));
    else response.status(route.status ?? 204).end();
  };
}

async function sendFile(response: Response, { name, contentType, ...file }: FileAnswer | FileInParts): Promise<void> {
  if ("content" in file) return void response.attachment(name).type(contentType).send(file.content);
  const parts = Readable.from(withLongStart(file.parts));
  // A failure until then is answered as usual; later it ends the connection, so that a part is not taken for the whole.
  await once(parts, "readable");
  if (response.destroyed) return void parts.destroy();
  response.attachment(name).type(contentType);
  await pipeline(parts, response);
}

/** The first parts together: more than its headings, and as much as is read for them, is there before anything is sent. */
async function* withLongStart(parts: AsyncIterable<string>): AsyncGenerator<string> {
  let held = "";
  let least = START_CHARACTERS;
  for await (const part of parts) {
    held += part;
    if (held.length < least) continue;
    yield held;
    held = "";
    least = 0;
  }
  if (held !== "") yield held;
}

/** A failure before the first line is answered as usual; after it, the stream breaks off. */
async function sendLines(response: Response, line: z.ZodType, lines: AsyncIterable<unknown>): Promise<void> {
  for await (const value of lines) {
    if (!response.headersSent) response.type("application/x-ndjson").set("Cache-Control", "no-store, no-transform");
    response.write(`${JSON.stringify(line.parse(value))}\n`);
  }
  response.end();
}

async function admit(route: Route, request: Request, authenticate: Authenticate): Promise<Caller | null> {
  const token = /^Bearer (\S+)$/i.exec(request.headers.authorization ?? "")?.[1];
  const caller = token ? await authenticate(token) : null;
  if (route.access === "anyone") return caller;
  if (!caller) throw notSignedIn();
  if (route.access !== "signed-in" && !route.access.includes(caller.role)) {
    throw new Problem(403, `This needs the role ${route.access.join(" or ")}; yours is ${caller.role}. Ask an admin.`, {
      code: "needs-role",
      values: { role: caller.role },
    });
  }
  return caller;
}

/** Read after its caller was admitted, and no further than it may be long. */
async function readUpload(request: Request, { types, maxBytes }: NonNullable<Route["upload"]>): Promise<Uint8Array> {
  if (!request.is([...types]))
    throw new Problem(415, `Send a file, with the header Content-Type: ${types.join(" or ")}.`, {
      code: "bad-message",
    });
  const tooLarge = new Problem(413, `The file is larger than ${maxBytes / 1024} KB. Send a smaller one.`, {
    code: "file-too-large",
    values: { kilobytes: maxBytes / 1024 },
  });
  if (Number(request.headers["content-length"] ?? 0) > maxBytes) throw tooLarge;
  const parts: Buffer[] = [];
  let length = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    length += part.length;
    if (length > maxBytes) throw tooLarge;
    parts.push(part);
  }
  return Buffer.concat(parts);
}

function readBody(route: Route, request: Request): unknown {
  if (!route.body) return undefined;
  if (request.headers["content-type"] && request.is("application/json") === false) {
    throw new Problem(415, "Send the body as JSON, with the header Content-Type: application/json.", {
      code: "bad-message",
    });
  }
  return parsePart("body", route.body, request.body ?? {});
}

function parsePart(part: "body" | "query" | "path", schema: z.ZodType | undefined, value: unknown): unknown {
  if (!schema) return undefined;
  const parsed = schema.safeParse(value);
  if (!parsed.success) throw invalidInput(part, parsed.error.issues);
  const broken = findBrokenText(parsed.data);
  if (broken !== null) throw invalidInput(part, [{ path: [broken], message: "has characters that are no text" }]);
  return parsed.data;
}

function signalOf(response: Response): AbortSignal {
  const controller = new AbortController();
  response.on("close", () => {
    if (!response.writableFinished) controller.abort();
  });
  return controller.signal;
}

function methodsByPath(routes: Route[]): Map<string, string[]> {
  const methods = new Map<string, string[]>();
  for (const { path, method } of routes) methods.set(path, [...(methods.get(path) ?? []), method.toUpperCase()]);
  return methods;
}
