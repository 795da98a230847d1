import { randomInt } from "node:crypto";
import type { Database } from "../database/open-database.store.ts";
import { repeat } from "../database/repeat.process.ts";
import { createServerLeaseStore } from "./server-lease.store.ts";

const LARGEST_ID = 2 ** 31 - 1;

export type LeaseTimes = { leaseMs: number; renewMs: number };
/** A dead server's circles become free after at most a lease and a renewal: within 10 s (SPEC C7). */
const USUAL_TIMES: LeaseTimes = { leaseMs: 6_000, renewMs: 1_000 };

export type ServerLease = {
  /** Identifies this server among all on its database; changes when the lease is lost. */
  readonly id: number;
  /** Called after the lease was lost, as after a stall, and the id has changed: another server may hold its circles. */
  onLost(listener: () => Promise<void>): void;
  /** Frees its circles. */
  close(): Promise<void>;
};

type LeaseOptions = {
  /** No other server can use this database. */
  isAlone: boolean;
  report(error: unknown): void;
};

const newServerId = () => randomInt(1, LARGEST_ID);

/** Keeps this server's lease renewed, and frees the circles of servers that died. */
export async function openServerLease(
  database: Database,
  { isAlone, report }: LeaseOptions,
  { leaseMs, renewMs }: LeaseTimes = USUAL_TIMES,
): Promise<ServerLease> {
  const store = createServerLeaseStore(database, leaseMs);
  const listeners: (() => Promise<void>)[] = [];
  let id = newServerId();
  /** By this machine's clock: when its own lease was last found expired. */
  let lapsedAt = -Infinity;
  await store.register(id, isAlone);

  async function renew(): Promise<void> {
    const renewal = await store.renew(id);
    // After an outage of the database every lease has expired: others get as long as a lease to renew theirs.
    if (renewal && !renewal.wasValid) lapsedAt = performance.now();
    const isSteady = performance.now() - lapsedAt >= leaseMs;
    if (renewal && isSteady && renewal.dead.length > 0) await store.bury(renewal.dead);
    if (renewal) return;
    const next = newServerId();
    await store.register(next, false);
    id = next;
    for (const listener of listeners) await listener();
  }

  const stop = repeat(renew, renewMs, report);
  return {
    get id() {
      return id;
    },
    onLost: (listener) => void listeners.push(listener),
    async close() {
      await stop();
      await store.resign(id);
    },
  };
}
