/** A prompt's beginning that a provider keeps on request and is paid for by the hour (SPEC L5). */
import type { CallScope, Route } from "../language-model.ts";
import type { PriceBand } from "../price/price-table.ts";

export const HOUR_MS = 3_600_000;
/**
 * For so long it is asked for at once, and longer while it is used. A process that dies can neither drop it nor make it
 * last: nothing is paid for beyond this.
 */
export const LEASE_MS = 10 * 60_000;

/** What is kept, for whom. */
export type Prefix = { route: Route; text: string; scope: CallScope };

/** One stretch of keeping, as stored: who starts after a crash settles what it finds here. */
export type KeptPrefixRow = {
  id: string;
  workspaceId: string;
  userId: string | null;
  personaId: string | null;
  circleId: string | null;
  runId: string | null;
  provider: string;
  model: string;
  /** The provider's name for it; null while it is being asked for. */
  name: string | null;
  tokens: number;
  from: Date;
  /** The provider drops it then. */
  until: Date;
  /** What the stretch is paid from, where budgets are kept. */
  leaseId: string | null;
};

export interface KeptPrefixRows {
  /** Written before a provider is asked. */
  put(row: KeptPrefixRow): Promise<void>;
  remove(id: string): Promise<void>;
  /** Stretches that ended before `at` and were never settled. */
  overdue(at: Date): Promise<KeptPrefixRow[]>;
}

/** How one provider keeps prefixes. */
export interface PrefixProvider {
  keep(text: string, forMs: number): Promise<{ name: string; tokens: number }>;
  extend(name: string, forMs: number): Promise<void>;
  drop(name: string): Promise<void>;
}

/**
 * Whether keeping is worth its price: once what was paid in full within the time of a lease would have paid for asking and
 * for that lease. So it never costs more than twice what the best choice would have.
 *
 * @param missedTokens of this prefix, sent within the last `LEASE_MS` and not served from any cache
 */
export function paysToKeep(missedTokens: number, prefixTokens: number, band: PriceBand): boolean {
  if (band.cacheStorageHour === undefined) return false;
  const saved = missedTokens * (band.input - (band.cached ?? band.input));
  return saved > prefixTokens * (band.input + (band.cacheStorageHour * LEASE_MS) / HOUR_MS);
}
