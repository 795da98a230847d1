/** One declaration per operation: it validates the request, shapes the answer and describes itself in OpenAPI. */
import type { z } from "zod";
import type { Role } from "../../schema/messages/account.ts";
import type { Scope } from "../../engine/scope/scope.ts";
import type { Caller } from "../account/caller.ts";

/** Who may call: anyone (with the caller, if signed in), anyone signed in, or these roles. */
export type Access = "anyone" | "signed-in" | readonly Role[];

type Shape = z.ZodType | undefined;
type Parsed<Schema> = Schema extends z.ZodType ? z.output<Schema> : undefined;

export type RouteDefinition<
  Body extends Shape,
  Query extends Shape,
  Params extends Shape,
  Answer extends Shape,
  Who extends Access,
> = {
  method: "get" | "post" | "put" | "patch" | "delete";
  /** In Express's syntax: "/api/personas/:id". */
  path: string;
  summary: string;
  /** Groups operations in the documentation. */
  area: string;
  access: Who;
  /** Defaults to 200, or to 204 without an answer. */
  status?: number;
  body?: Body;
  /** The body is a file of one of these types instead; a handler checks its content. */
  upload?: { types: readonly string[]; maxBytes: number };
  /** Most that its body may hold, such as "5mb"; unless set, 256 kB. */
  bodyLimit?: string;
  query?: Query;
  params?: Params;
  /** Fields not in it never leave the server. Without it, the response has no body. */
  answer?: Answer;
  /** Schema of each line when it answers with JSON lines, sent as they become available. */
  lines?: z.ZodType;
  /** Content types when it answers with a file. */
  file?: readonly string[];
};

/** The answer of a route with `file`, sent as a download. */
export type FileAnswer = { name: string; contentType: string; content: string | Uint8Array };
/** The same in parts, which are made as the client reads them. */
export type FileInParts = Omit<FileAnswer, "content"> & { parts: AsyncIterable<string> };

export type RouteRequest<Body, Query, Params, Who> = {
  body: Parsed<Body>;
  /** Of a route with `upload`; of others, none. */
  bytes: Uint8Array;
  query: Parsed<Query>;
  params: Parsed<Params>;
  caller: Who extends "anyone" ? Caller | null : Caller;
  /** Made for the caller (SPEC A7); its signal aborts when the client has gone. */
  scope: Who extends "anyone" ? Scope | null : Scope;
  /** Address of the client, or, with TRUST_PROXY, of the proxy's client. */
  address: string;
  /** Aborts when the client has gone. */
  signal: AbortSignal;
};

export type Route = RouteDefinition<Shape, Shape, Shape, Shape, Access> & {
  handle(request: RouteRequest<Shape, Shape, Shape, Access>): Promise<unknown>;
};

/** To refuse a request, throw a Problem in the handler. */
export function defineRoute<
  Body extends Shape = undefined,
  Query extends Shape = undefined,
  Params extends Shape = undefined,
  Answer extends Shape = undefined,
  const Who extends Access = Access,
>(
  definition: RouteDefinition<Body, Query, Params, Answer, Who>,
  handle: (
    request: RouteRequest<Body, Query, Params, Who>,
  ) => Promise<Answer extends z.ZodType ? z.input<Answer> : AsyncIterable<object> | FileAnswer | FileInParts | void>,
): Route {
  return { ...definition, handle: handle as Route["handle"] };
}
