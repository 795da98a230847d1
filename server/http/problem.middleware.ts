import { inEnglish, message } from "../../schema/messages/message.ts";
import type { ErrorRequestHandler, RequestHandler } from "express";
import type { Logger } from "pino";
import { isDatabaseAway } from "../database/database-away.ts";
import { Problem, toProblemDetails } from "./problem.ts";

export const notFound: RequestHandler = (request) => {
  throw new Problem(404, `There is nothing at ${request.path}. The API is described at /api/docs.`, {
    code: "no-such-address",
    values: { path: request.path },
  });
};

/** Answers every failure with problem details; an unexpected error is logged with its id and hidden from the client. */
export function answerProblems(log: Logger): ErrorRequestHandler {
  return (error, _request, response, next) => {
    if (response.headersSent) return next(error);
    const requestId = String(response.getHeader("X-Request-Id"));
    const problem =
      error instanceof Problem ? error : (describeParserError(error) ?? describeFailure(error, requestId));
    if (problem.status >= 500) log.error({ requestId, err: error }, "request failed");
    response
      .set(problem.headers)
      .status(problem.status)
      .type("application/problem+json")
      .send(JSON.stringify(toProblemDetails(problem, requestId)));
  };
}

const describeFailure = (error: unknown, requestId: string) =>
  isDatabaseAway(error)
    ? new Problem(503, inEnglish(message("database-away")), { code: "database-away", headers: { "Retry-After": "5" } })
    : new Problem(
        500,
        `Something went wrong on the server, and nothing was changed by this request unless you see it. Try again; if it happens again, give the operator the request id ${requestId}.`,
        { code: "unexpected", values: { requestId } },
      );

const NOT_UNDERSTOOD = { code: "bad-message" } as const;

/** Errors of Express's own body and URL parsers carry a status and a type. */
function describeParserError(error: { status?: number; type?: string; limit?: number }): Problem | null {
  if (error?.type === "entity.parse.failed")
    return new Problem(400, "The body is not valid JSON. Correct it and send it again.", NOT_UNDERSTOOD);
  if (error?.type === "entity.too.large")
    return new Problem(413, `The body is larger than ${Math.round((error.limit ?? 0) / 1024)} KB. Send less.`, {
      code: "body-too-large",
    });
  if (error?.status === 415)
    return new Problem(
      415,
      "Send the body as JSON in UTF-8, with the header Content-Type: application/json.",
      NOT_UNDERSTOOD,
    );
  if (error?.status !== undefined && error.status >= 400 && error.status < 500)
    return new Problem(error.status, "The request is malformed. Correct it and send it again.", NOT_UNDERSTOOD);
  return null;
}
