import type { Server as HttpServer } from "node:http";
import { setTimeout as wait } from "node:timers/promises";
import { CloseCode, matchMaker, Server, type BeforeUpgradeHandler } from "@colyseus/core";
import type { RequestHandler } from "express";
import type { Logger } from "pino";
import { StartProblem } from "../database/start-problem.ts";
import { EvenPingTransport } from "./even-ping-transport.adapter.ts";
import { openUpgradeForwarding, type UpgradeForwarding } from "./forward-upgrade.adapter.ts";
import type { SharedMatchmaking } from "./shared-matchmaking.adapter.ts";
import { matchmake, type LetPass } from "./matchmake.middleware.ts";

const REDIS_START_MS = 10_000;

/** Decides who may reclaim a held seat. */
export type SeatGuard = { letPass: LetPass; checkUpgrade: BeforeUpgradeHandler };

/** With other server processes; `ownUrl`: where they reach this one. */
export type SharedRooms = { matchmaking: SharedMatchmaking; ownUrl: string };

export type RoomServer = {
  /** For defining rooms, before `open`. */
  server: Server;
  /** POST /matchmake/:method/:roomName */
  matchmake: RequestHandler;
  /** Accepts WebSocket upgrades on these servers and starts matchmaking. */
  open(servers: HttpServer[]): Promise<void>;
  /** Disconnects everyone and closes all rooms; joining again opens new ones. */
  closeAll(): Promise<void>;
  /** Locks all rooms, drains each, and disconnects everyone. */
  drain(): Promise<void>;
};

/**
 * Colyseus rooms on our own HTTP servers. Its own HTTP layer is not used, because it would allow
 * every origin with credentials; `matchmake` replaces it.
 */
export function createRoomServer(
  maxMessageBytes: number,
  guard: SeatGuard,
  log: Logger,
  shared: SharedRooms | null = null,
): RoomServer {
  const transport = new EvenPingTransport({
    noServer: true,
    maxPayload: maxMessageBytes,
    beforeUpgrade: guard.checkUpgrade,
  });
  const server = new Server({
    ...shared?.matchmaking,
    transport,
    greet: false,
    gracefullyShutdown: false,
    logger: describeLogger(log),
  });
  let forwarding: UpgradeForwarding | null = null;
  return {
    server,
    matchmake: matchmake(guard.letPass, log),
    async open(servers) {
      if (!shared) {
        for (const httpServer of servers) transport.attachToServer(httpServer);
        return matchMaker.accept();
      }
      await inTime(matchMaker.accept());
      const report = (error: unknown) => log.error({ err: error }, "a socket could not be passed on");
      forwarding = await openUpgradeForwarding(shared.ownUrl, report);
      for (const httpServer of servers) {
        transport.attachToServer(httpServer, { filter: forwarding.isOurs });
        forwarding.forwardFrom(httpServer);
      }
    },
    closeAll: async () => void (await Promise.all(matchMaker.disconnectAll(CloseCode.SERVER_SHUTDOWN))),
    async drain() {
      await forwarding?.close();
      await server.gracefullyShutdown(false);
    },
  };
}

/** Without Redis no place could be found, nor opened only once. */
async function inTime(accepted: Promise<void>): Promise<void> {
  const late = Symbol("late");
  if ((await Promise.race([accepted, wait(REDIS_START_MS, late, { ref: false })])) !== late) return;
  throw new StartProblem(
    "Redis does not answer, by which servers share their places. Start it, correct REDIS_URL, or unset it if this is the only server.",
  );
}

/** Colyseus logs like `console`: any number of values of any kind. */
function describeLogger(log: Logger) {
  const at =
    (level: "debug" | "info" | "warn" | "error") =>
    (...values: unknown[]) => {
      const err = values.find((value) => value instanceof Error);
      log[level](
        err ? { err } : {},
        values
          .filter((value) => value !== err)
          .map(String)
          .join(" "),
      );
    };
  return { trace: at("debug"), debug: at("debug"), info: at("info"), warn: at("warn"), error: at("error") };
}
