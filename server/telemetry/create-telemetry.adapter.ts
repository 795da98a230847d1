/** The server's telemetry (SPEC O3): metrics for Prometheus always, spans and metrics for OpenTelemetry if configured. */
import { diag, DiagLogLevel, type Meter } from "@opentelemetry/api";
import { OTLPMetricExporter } from "@opentelemetry/exporter-metrics-otlp-http";
import { PrometheusSerializer } from "@opentelemetry/exporter-prometheus";
import { OTLPTraceExporter } from "@opentelemetry/exporter-trace-otlp-http";
import { detectResources, envDetector, resourceFromAttributes } from "@opentelemetry/resources";
import { MeterProvider, PeriodicExportingMetricReader, type IMetricReader } from "@opentelemetry/sdk-metrics";
import { BatchSpanProcessor, TracerProvider } from "@opentelemetry/sdk-trace";
import type { CallRecord } from "../../engine/model/wrappers/with-ledger.ts";
import type { WatchCalls } from "../../engine/model/wrappers/watch-call.ts";
import { countCalls } from "./count-calls.ts";
import { PullReader } from "./pull-reader.ts";
import { watchCalls } from "./watch-calls.ts";

const FLUSH_TIMEOUT_MS = 3_000;
const EXPORT_INTERVAL_MS = 15_000;
const SCOPE = "dramatis";

export type TelemetryOptions = {
  version: string;
  /** OTEL_EXPORTER_OTLP_ENDPOINT; without it no spans are created and nothing is sent. */
  otlpEndpoint: string | undefined;
  /** Seconds, monotonic. */
  clock(): number;
  /** Called when telemetry cannot be sent. */
  log: { warn(text: string): void };
};

export type Telemetry = {
  watchCall: WatchCalls;
  /** Call it with each ledger row. */
  recordCall(record: CallRecord): void;
  /** For further metrics. */
  meter: Meter;
  /** All metrics in Prometheus's text format. */
  readMetrics(): Promise<string>;
  /** Sends what is left, waiting at most 3 s. */
  close(): Promise<void>;
};

export function createTelemetry({ version, otlpEndpoint, clock, log }: TelemetryOptions): Telemetry {
  diag.setLogger(
    { ...SILENT, error: (text, ...more) => log.warn(`telemetry: ${[text, ...more].map(String).join(" ")}`) },
    { logLevel: DiagLogLevel.ERROR, suppressOverrideMessage: true },
  );
  const resource = resourceFromAttributes({ "service.name": "dramatis", "service.version": version }).merge(
    detectResources({ detectors: [envDetector] }),
  );
  const pull = new PullReader();
  const readers: IMetricReader[] = [pull];
  if (otlpEndpoint)
    readers.push(
      new PeriodicExportingMetricReader({
        exporter: new OTLPMetricExporter({ url: `${otlpEndpoint}/v1/metrics` }),
        exportIntervalMillis: EXPORT_INTERVAL_MS,
        exportTimeoutMillis: FLUSH_TIMEOUT_MS,
      }),
    );
  const meters = new MeterProvider({ resource, readers });
  const tracers = otlpEndpoint
    ? new TracerProvider({
        resource,
        spanProcessors: [
          new BatchSpanProcessor({
            exporter: new OTLPTraceExporter({ url: `${otlpEndpoint}/v1/traces` }),
            exportTimeoutMillis: FLUSH_TIMEOUT_MS,
          }),
        ],
      })
    : null;
  const meter = meters.getMeter(SCOPE, version);
  const serializer = new PrometheusSerializer(undefined, false, undefined, false, true);

  return {
    meter,
    watchCall: watchCalls(meter, tracers?.getTracer(SCOPE, version) ?? null, clock),
    recordCall: countCalls(meter),
    async readMetrics() {
      const { resourceMetrics } = await pull.collect();
      return serializer.serialize(resourceMetrics);
    },
    async close() {
      const late = new Promise<void>((resolve) => setTimeout(resolve, FLUSH_TIMEOUT_MS).unref());
      await Promise.race([late, Promise.allSettled([tracers?.shutdown(), meters.shutdown()])]);
      diag.disable();
    },
  };
}

const nothing = () => undefined;
const SILENT = { error: nothing, warn: nothing, info: nothing, debug: nothing, verbose: nothing };
