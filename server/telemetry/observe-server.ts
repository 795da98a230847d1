/** The server's state, collected whenever metrics are read. Names no person and no circle. */
import type { Meter } from "@opentelemetry/api";
import type { ConfiguredProvider } from "../../schema/messages/models.ts";
import { BEAT_SECONDS_BUCKETS } from "./buckets.ts";

const HEALTHS: ConfiguredProvider["health"][] = ["unknown", "healthy", "failing", "paused"];

export type ServerSigns = {
  providers(): Pick<ConfiguredProvider, "provider" | "health" | "running" | "waiting" | "quota">[];
  /** Ledger rows not yet committed. */
  ledgerWaiting(): number;
  rooms(): { rooms: number; clients: number };
  /** Per provider, the number of recent days on which its bill and the ledger differ. */
  offDays(): Promise<{ provider: string; days: number }[]>;
  /** Of all workspaces. */
  jobs(): Promise<
    Record<"queued" | "running" | "dead" | "oldestQueuedSeconds", number> & { workerSilentSeconds: number | null }
  >;
  memoryIndex(): Promise<{ problem: string | null; waiting: number }>;
  /** Memory of this process, in bytes. */
  memoryBytes(): number;
  /** Event loop delay since the last call, in seconds. */
  loopDelay(): { p50: number; p99: number; max: number };
};

export function observeServer(meter: Meter, signs: ServerSigns): void {
  const gauge = (name: string, description: string, unit = "") =>
    meter.createObservableGauge(name, { description, ...(unit && { unit }) });
  const health = gauge(
    "dramatis.provider.health",
    "1 for the health that a provider is in; paused: its breaker is open",
  );
  const running = gauge("dramatis.provider.running", "Calls in progress");
  const waiting = gauge("dramatis.provider.waiting", "Calls that wait for a free place");
  const quota = gauge("dramatis.provider.quota.remaining", "What the provider said it will still take, 0 to 1");
  meter.addBatchObservableCallback(
    (result) => {
      for (const each of signs.providers()) {
        const { provider } = each;
        for (const state of HEALTHS) result.observe(health, state === each.health ? 1 : 0, { provider, state });
        result.observe(running, each.running, { provider });
        result.observe(waiting, each.waiting, { provider });
        if (each.quota) result.observe(quota, each.quota.remaining / each.quota.limit, { provider });
      }
    },
    [health, running, waiting, quota],
  );
  gauge("dramatis.ledger.waiting", "Ledger rows not yet committed").addCallback((result) =>
    result.observe(signs.ledgerWaiting()),
  );
  gauge("dramatis.rooms", "Rooms of this process").addCallback((result) => result.observe(signs.rooms().rooms));
  gauge("dramatis.clients", "Connections to rooms of this process").addCallback((result) =>
    result.observe(signs.rooms().clients),
  );
  gauge("dramatis.reconciliation.off.days", "Days of late on which bill and ledger differ by over 1 %").addCallback(
    async (result) => {
      for (const { provider, days } of await signs.offDays()) result.observe(days, { provider });
    },
  );
  observeJobs(meter, signs.jobs);
  observeMemoryIndex(meter, signs.memoryIndex);
  const delays = (["p50", "p99", "max"] as const).map((share) => ({
    share,
    delay: gauge(`nodejs.eventloop.delay.${share}`, "How late the event loop was since the last reading", "s"),
  }));
  meter.addBatchObservableCallback(
    (result) => {
      const delay = signs.loopDelay();
      for (const each of delays) result.observe(each.delay, delay[each.share]);
    },
    delays.map(({ delay }) => delay),
  );
  gauge("process.memory.usage", "Resident memory", "By").addCallback((result) => result.observe(signs.memoryBytes()));
}

function observeJobs(meter: Meter, readState: ServerSigns["jobs"]): void {
  const gauge = (name: string, description: string, unit = "") =>
    meter.createObservableGauge(name, { description, ...(unit && { unit }) });
  const queued = gauge("dramatis.jobs.queued", "Jobs that wait for a worker");
  const running = gauge("dramatis.jobs.running", "Running jobs");
  const dead = gauge("dramatis.jobs.dead", "Dead letters: jobs whose retries are used up");
  const oldest = gauge("dramatis.jobs.oldest.age", "How long the oldest job has waited", "s");
  const worker = gauge("dramatis.worker.heartbeat.age", "Time since the last heartbeat of any worker", "s");
  meter.addBatchObservableCallback(
    async (result) => {
      const state = await readState();
      result.observe(queued, state.queued);
      result.observe(running, state.running);
      result.observe(dead, state.dead);
      result.observe(oldest, state.oldestQueuedSeconds);
      if (state.workerSilentSeconds !== null) result.observe(worker, state.workerSilentSeconds);
    },
    [queued, running, dead, oldest, worker],
  );
}

function observeMemoryIndex(meter: Meter, readState: ServerSigns["memoryIndex"]): void {
  const gauge = (name: string, description: string) => meter.createObservableGauge(name, { description });
  const available = gauge("dramatis.memory.index.available", "1 while memories can be searched");
  const waiting = gauge("dramatis.memory.index.waiting", "Changed memories that Weaviate has not taken over yet");
  meter.addBatchObservableCallback(
    async (result) => {
      const state = await readState();
      result.observe(available, state.problem === null ? 1 : 0);
      result.observe(waiting, state.waiting);
    },
    [available, waiting],
  );
}

/**
 * Measures the parts of each place's beat.
 * @param clock seconds, monotonic
 */
export function measureBeats(
  meter: Meter,
  clock: () => number,
): (reached: "started" | "stepped" | "encoded" | "sent") => void {
  const duration = meter.createHistogram("dramatis.beat.duration", {
    description: "One beat of a place: steps, encoding, sending; 50 ms is all there is",
    unit: "s",
    advice: { explicitBucketBoundaries: BEAT_SECONDS_BUCKETS },
  });
  let startedAt = 0;
  return (reached) => {
    if (reached === "started") startedAt = clock();
    else if (reached === "sent") duration.record(clock() - startedAt);
  };
}
