import { setTimeout as wait } from "node:timers/promises";
import { createAuthContext, ErrorCode, matchMaker, ServerError } from "@colyseus/core";
import type { RequestHandler, Response } from "express";
import type { Logger } from "pino";
import { JOIN_ERROR_CODES } from "../../schema/messages/close-codes.ts";
import { message, type Message } from "../../schema/messages/message.ts";
import { isDatabaseAway } from "../database/database-away.ts";
import { refusalOf } from "../messages/refusal-of.ts";
import { joinRefused } from "./join-refused.adapter.ts";

/** Headers a client could forge its address with; `request.ip` already respects TRUST_PROXY. */
const ADDRESS_HEADERS = ["x-real-ip", "x-forwarded-for", "x-client-ip"];

/** Throws ServerError unless the access token's owner may return to that room with the reconnection token in `body`. */
export type LetPass = (roomId: string, body: unknown, accessToken: string | undefined) => Promise<void>;

type Parts = {
  letPass: LetPass;
  /** Whether places cannot be found now, because Redis is unavailable. */
  isAway(): Promise<boolean>;
  log: Logger;
};

/** Longer than matchmaking takes; it never ends where Redis becomes unavailable in the midst of it. */
const MATCHMAKING_MS = 15_000;

/** Matchmaking over HTTP. Errors have the form that the room client reads: `{code, error}`. */
export const matchmake =
  ({ letPass, isAway, log }: Parts): RequestHandler =>
  async (request, response) => {
    if (matchMaker.state === matchMaker.MatchMakerState.SHUTTING_DOWN)
      return refuse(response, JOIN_ERROR_CODES.unavailable, message("closing"));
    if (await isAway()) return refuse(response, JOIN_ERROR_CODES.unavailable, message("redis-away"));
    const { method, roomName } = request.params as { method: string; roomName: string };
    const headers = Object.fromEntries(
      Object.entries(request.headers).filter(([name]) => !ADDRESS_HEADERS.includes(name)),
    ) as Record<string, string>;
    try {
      const context = createAuthContext({ headers, remoteAddress: request.ip ?? "", req: request });
      if (method === "reconnect") await letPass(roomName, request.body, context.token);
      const seat = await Promise.race([
        matchMaker.controller.invokeMethod(method, roomName, request.body ?? {}, context),
        wait(MATCHMAKING_MS, null, { ref: false }),
      ]);
      if (seat === null) throw new ServerError(ErrorCode.MATCHMAKE_UNHANDLED, "matchmaking does not end");
      response.json(seat);
    } catch (error) {
      const code = error instanceof ServerError ? error.code : ErrorCode.MATCHMAKE_UNHANDLED;
      // The room server reports a Redis that is gone in many ways, its own client in others.
      if (!OURS.has(code) && (await isAway()))
        return refuse(response, JOIN_ERROR_CODES.unavailable, message("redis-away"));
      if (isRefusal(code))
        return void response.status(statusOf(code)).json({ code, error: (error as ServerError).message });
      if (isDatabaseAway(error)) return refuse(response, JOIN_ERROR_CODES.unavailable, message("database-away"));
      const requestId = String(response.getHeader("X-Request-Id") ?? "");
      log.error({ requestId, err: error }, "matchmaking failed");
      refuse(response, 500, message("unexpected", { requestId }));
    }
  };

function refuse(response: Response, status: number, said: Message): void {
  const { code, message: error } = joinRefused(status, refusalOf(said));
  response.status(status).json({ code, error });
}

const OURS: ReadonlySet<number> = new Set(Object.values(JOIN_ERROR_CODES));

/** Whether it is a refusal of ours; other errors have their own codes, or are "unhandled", and may reveal internals. */
const isRefusal = (code: unknown): code is number => typeof code === "number" && code !== ErrorCode.MATCHMAKE_UNHANDLED;

/** The room server's own codes, like 520 for an unknown room, are not HTTP statuses. */
const statusOf = (code: number): number => (code >= 400 && code < 500 ? code : 400);
