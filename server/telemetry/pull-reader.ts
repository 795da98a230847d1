import { MetricReader } from "@opentelemetry/sdk-metrics";

/** Reads metrics on request, because Prometheus pulls. */
export class PullReader extends MetricReader {
  protected override async onForceFlush(): Promise<void> {}
  protected override async onShutdown(): Promise<void> {}
}
