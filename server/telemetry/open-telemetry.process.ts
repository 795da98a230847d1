/** Opens the server's telemetry and connects its sources (SPEC O3). */
import { matchMaker } from "@colyseus/core";
import type { Authenticate } from "../http/mount-routes.middleware.ts";
import type { HttpAppOptions } from "../http/create-http-app.middleware.ts";
import type { Logger } from "pino";
import { createTelemetry, type Telemetry } from "./create-telemetry.adapter.ts";
import { logFailedCall } from "./log-failed-call.ts";
import { measureRequests } from "./measure-requests.middleware.ts";
import { measureBeats, observeServer, type ServerSigns } from "./observe-server.ts";
import { serveMetrics } from "./serve-metrics.middleware.ts";
import { watchLoopDelay } from "./watch-loop-delay.process.ts";

export type OpenTelemetry = Telemetry & {
  onBeat: ReturnType<typeof measureBeats>;
  observe(signs: Pick<ServerSigns, "providers" | "ledgerWaiting" | "offDays" | "jobs" | "memoryIndex">): void;
  metrics(authenticate: Authenticate, metricsToken: string | undefined): NonNullable<HttpAppOptions["metrics"]>;
};

const clock = () => performance.now() / 1000;

export function openTelemetry(options: {
  version: string;
  otlpEndpoint: string | undefined;
  log: Pick<Logger, "warn">;
}): OpenTelemetry {
  const telemetry = createTelemetry({ ...options, clock });
  return {
    ...telemetry,
    recordCall(record) {
      telemetry.recordCall(record);
      logFailedCall(options.log, record);
    },
    onBeat: measureBeats(telemetry.meter, clock),
    observe: (signs) =>
      observeServer(telemetry.meter, {
        ...signs,
        rooms: () => ({ rooms: matchMaker.stats.local.roomCount, clients: matchMaker.stats.local.ccu }),
        loopDelay: watchLoopDelay(),
        memoryBytes: () => process.memoryUsage.rss(),
      }),
    metrics: (authenticate, metricsToken) => ({
      measure: measureRequests(telemetry.meter),
      serve: serveMetrics({ readMetrics: telemetry.readMetrics, authenticate, metricsToken }),
    }),
  };
}
