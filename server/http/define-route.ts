/** One declaration per operation: it validates the request, shapes the answer and describes itself in OpenAPI. */
import type { z } from "zod";
import type { Role } from "../../schema/messages/account.ts";
import type { Caller } from "../account/caller.ts";

/** Who may call: anyone (a caller is given when there is one), whoever is signed in, or these roles. */
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
  /** As Express writes it: "/api/personas/:id". */
  path: string;
  summary: string;
  /** Groups operations in the documentation. */
  area: string;
  access: Who;
  /** Omitted means 200, or 204 when there is no answer. */
  status?: number;
  body?: Body;
  query?: Query;
  params?: Params;
  /** Fields it does not name never leave the server. Omitted: nothing is answered. */
  answer?: Answer;
  /** One line of the JSON lines it answers instead, each sent as soon as it is there. */
  lines?: z.ZodType;
  /** Content types of the file it answers instead. */
  file?: readonly string[];
};

/** What a route with `file` answers: sent as a download of that name. */
export type FileAnswer = { name: string; contentType: string; content: string };

export type RouteRequest<Body, Query, Params, Who> = {
  body: Parsed<Body>;
  query: Parsed<Query>;
  params: Parsed<Params>;
  caller: Who extends "anyone" ? Caller | null : Caller;
  /** Address of the client; that of the proxy's client where TRUST_PROXY says so. */
  address: string;
  /** Aborts when the client has gone. */
  signal: AbortSignal;
};

export type Route = RouteDefinition<Shape, Shape, Shape, Shape, Access> & {
  handle(request: RouteRequest<Shape, Shape, Shape, Access>): Promise<unknown>;
};

/** Throw a Problem in the handler to refuse. */
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
  ) => Promise<Answer extends z.ZodType ? z.input<Answer> : AsyncIterable<object> | FileAnswer | void>,
): Route {
  return { ...definition, handle: handle as Route["handle"] };
}
