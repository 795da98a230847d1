import { createAuthContext, matchMaker, ServerError } from "@colyseus/core";
import type { RequestHandler } from "express";

/** Headers a client could forge its address with; `request.ip` already heeds TRUST_PROXY. */
const ADDRESS_HEADERS = ["x-real-ip", "x-forwarded-for", "x-client-ip"];

/** Seats someone in a room. Errors are in the form that the room client reads: `{code, error}`. */
export const matchmake: RequestHandler = async (request, response) => {
  if (matchMaker.state === matchMaker.MatchMakerState.SHUTTING_DOWN) {
    return void response.status(503).json({ code: 503, error: "The server is stopping. Try again in a moment." });
  }
  const { method, roomName } = request.params as { method: string; roomName: string };
  const headers = Object.fromEntries(
    Object.entries(request.headers).filter(([name]) => !ADDRESS_HEADERS.includes(name)),
  ) as Record<string, string>;
  try {
    const context = createAuthContext({ headers, remoteAddress: request.ip ?? "", req: request });
    response.json(await matchMaker.controller.invokeMethod(method, roomName, request.body ?? {}, context));
  } catch (error) {
    if (!(error instanceof ServerError)) throw error;
    const status = error.code >= 400 && error.code < 600 ? error.code : 400;
    response.status(status).json({ code: error.code, error: error.message });
  }
};
