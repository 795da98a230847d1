import type { Server as HttpServer } from "node:http";
import { CloseCode, matchMaker, Server, type BeforeUpgradeHandler } from "@colyseus/core";
import type { RequestHandler } from "express";
import type { Logger } from "pino";
import { EvenPingTransport } from "./even-ping-transport.adapter.ts";
import { openUpgradeForwarding, type UpgradeForwarding } from "./forward-upgrade.adapter.ts";
import type { SharedMatchmaking } from "./shared-matchmaking.adapter.ts";
import { matchmake, type LetPass } from "./matchmake.middleware.ts";

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
    ...(shared && { presence: shared.matchmaking.presence, driver: shared.matchmaking.driver }),
    transport,
    greet: false,
    gracefullyShutdown: false,
    logger: describeLogger(log),
  });
  let forwarding: UpgradeForwarding | null = null;
  return {
    server,
    matchmake: matchmake({ letPass: guard.letPass, isAway: shared?.matchmaking.isAway ?? (async () => false), log }),
    async open(servers) {
      if (!shared) {
        for (const httpServer of servers) transport.attachToServer(httpServer);
        return matchMaker.accept();
      }
      await shared.matchmaking.untilReady();
      await matchMaker.accept();
      const report = (error: unknown) => log.error({ err: error }, "a socket could not be passed on");
      forwarding = await openUpgradeForwarding(shared.ownUrl, shared.matchmaking.redis, report);
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
