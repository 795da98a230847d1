/** A problem with a request, as a message a person can act on (RFC 9457). */
import type { z } from "zod";
import type { MessageCode, MessageValues } from "../../schema/messages/message.ts";

export type ProblemDetails = {
  type: "about:blank";
  title: string;
  status: number;
  /** What happened and what to do. */
  detail: string;
  /** For clients that show it in another language, with its values. */
  code: MessageCode;
  values?: MessageValues;
  /** The invalid fields. */
  errors?: { path: string; message: string }[];
  requestId?: string;
};

export const TITLES: Record<number, string> = {
  400: "Bad request",
  401: "Not signed in",
  402: "Budget used up",
  403: "Not allowed",
  404: "Not found",
  405: "Method not allowed",
  409: "Conflict",
  413: "Too large",
  415: "Unsupported media type",
  422: "Cannot be done",
  429: "Too many requests",
  500: "Server error",
  501: "Not possible here",
  502: "The voice failed",
  503: "Not ready",
};

type ProblemOptions = Pick<ProblemDetails, "code" | "values" | "errors"> & { headers?: Record<string, string> };

export class Problem extends Error {
  readonly status: number;
  readonly headers: Record<string, string>;
  readonly extensions: Pick<ProblemDetails, "code" | "values" | "errors">;

  constructor(status: number, detail: string, { headers = {}, ...extensions }: ProblemOptions) {
    super(detail);
    this.name = "Problem";
    this.status = status;
    this.headers = headers;
    this.extensions = extensions;
  }
}

export const notSignedIn = (): Problem =>
  new Problem(
    401,
    "Sign in first: send an Authorization header with a bearer token from POST /api/auth/guest, or renew yours with POST /api/auth/refresh.",
    { code: "not-signed-in", headers: { "WWW-Authenticate": 'Bearer realm="dramatis"' } },
  );

/** A problem that names the part of the request, and per field the path inside it. */
export function invalidInput(
  part: "body" | "query" | "path",
  issues: readonly Pick<z.core.$ZodIssue, "path" | "message">[],
): Problem {
  const errors = issues.map((issue) => ({ path: issue.path.join("."), message: issue.message }));
  const first = errors[0];
  const where = first?.path ? `${part} field ${first.path}` : `request ${part}`;
  return new Problem(
    400,
    `The ${where} is wrong: ${first?.message ?? "it has another shape"}. Correct it and send it again.`,
    { code: "field-wrong", values: { field: first?.path || part }, errors },
  );
}

export function toProblemDetails(problem: Problem, requestId: string): ProblemDetails {
  return {
    type: "about:blank",
    title: TITLES[problem.status] ?? "Problem",
    status: problem.status,
    detail: problem.message,
    ...problem.extensions,
    requestId,
  };
}
