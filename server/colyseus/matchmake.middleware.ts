import { createAuthContext, ErrorCode, matchMaker, ServerError } from "@colyseus/core";
import type { RequestHandler } from "express";
import type { Logger } from "pino";
import { DATABASE_AWAY, isDatabaseAway } from "../database/database-away.ts";

/** Headers a client could forge its address with; `request.ip` already heeds TRUST_PROXY. */
const ADDRESS_HEADERS = ["x-real-ip", "x-forwarded-for", "x-client-ip"];

/** Throws ServerError unless whoever has this access token may come back to that room with what `body` says. */
export type LetPass = (roomId: string, body: unknown, accessToken: string | undefined) => Promise<void>;

/** Seats someone in a room. Errors are in the form that the room client reads: `{code, error}`. */
export const matchmake =
  (letPass: LetPass, log: Logger): RequestHandler =>
  async (request, response) => {
    if (matchMaker.state === matchMaker.MatchMakerState.SHUTTING_DOWN) {
      return void response.status(503).json({ code: 503, error: "The server is stopping. Try again in a moment." });
    }
    const { method, roomName } = request.params as { method: string; roomName: string };
    const headers = Object.fromEntries(
      Object.entries(request.headers).filter(([name]) => !ADDRESS_HEADERS.includes(name)),
    ) as Record<string, string>;
    try {
      const context = createAuthContext({ headers, remoteAddress: request.ip ?? "", req: request });
      if (method === "reconnect") await letPass(roomName, request.body, context.token);
      response.json(await matchMaker.controller.invokeMethod(method, roomName, request.body ?? {}, context));
    } catch (error) {
      if (!(error instanceof ServerError)) throw error;
      if (isRefusal(error.code))
        return void response.status(statusOf(error.code)).json({ code: error.code, error: error.message });
      if (isDatabaseAway(error)) return void response.status(503).json({ code: 503, error: DATABASE_AWAY });
      log.error({ requestId: response.getHeader("X-Request-Id"), err: error }, "matchmaking failed");
      response.status(500).json({ code: 500, error: "The place could not be opened. Try again in a moment." });
    }
  };

/** Any other failure met on the way arrives with its own code, or as "unhandled", and may speak of the inside. */
const isRefusal = (code: unknown): code is number => typeof code === "number" && code !== ErrorCode.MATCHMAKE_UNHANDLED;

/** The room server's own codes, like 520 for a room that it does not know, are no HTTP statuses. */
const statusOf = (code: number): number => (code >= 400 && code < 500 ? code : 400);
