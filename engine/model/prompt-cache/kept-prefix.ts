/** A prompt prefix that a provider keeps on request for hourly pay (SPEC L5). */
import type { CallScope, Route } from "../language-model.ts";
import type { PriceBand } from "../price/price-table.ts";

export const HOUR_MS = 3_600_000;
/**
 * It is requested for this long at first, and extended while it is used. A process that dies can neither drop nor extend
 * it: nothing beyond this is paid for.
 */
export const LEASE_MS = 10 * 60_000;

/** A prefix, its route and scope. */
export type Prefix = { route: Route; text: string; scope: CallScope };

/** One stored period of keeping: after a crash, the next start settles the rows it finds. */
export type KeptPrefixRow = {
  id: string;
  workspaceId: string;
  userId: string | null;
  personaId: string | null;
  circleId: string | null;
  runId: string | null;
  provider: string;
  model: string;
  /** The provider's name for it; null while it is being requested. */
  name: string | null;
  tokens: number;
  from: Date;
  /** The provider drops it then. */
  until: Date;
  /** The lease the period is paid from, if budgets are kept. */
  leaseId: string | null;
};

export interface KeptPrefixRows {
  /** Call it before the request to the provider. */
  put(row: KeptPrefixRow): Promise<void>;
  remove(id: string): Promise<void>;
  /** Periods that ended before `at` and were never settled. */
  overdue(at: Date): Promise<KeptPrefixRow[]>;
}

/** How one provider keeps prefixes. */
export interface PrefixProvider {
  keep(text: string, forMs: number): Promise<{ name: string; tokens: number }>;
  extend(name: string, forMs: number): Promise<void>;
  drop(name: string): Promise<void>;
}

/**
 * Whether keeping is worth its price: once the uncached tokens paid within the time of a lease would have paid for
 * creating it and for that lease. So it never costs more than twice the optimum.
 *
 * @param missedTokens of this prefix, sent within the last `LEASE_MS` and not served from any cache
 */
export function paysToKeep(missedTokens: number, prefixTokens: number, band: PriceBand): boolean {
  if (band.cacheStorageHour === undefined) return false;
  const saved = missedTokens * (band.input - (band.cached ?? band.input));
  return saved > prefixTokens * (band.input + (band.cacheStorageHour * LEASE_MS) / HOUR_MS);
}
