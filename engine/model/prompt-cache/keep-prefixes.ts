/** Keeps prompt prefixes at providers when that pays, and records the cost (SPEC L5, L6). */
import { createHash } from "node:crypto";
import { estimateTokens } from "../usage/estimate-usage.ts";
import { findBand, findPrice } from "../price/price.ts";
import { HOUR_MS, LEASE_MS, paysToKeep, type Prefix, type PrefixProvider } from "./kept-prefix.ts";
import {
  beginRetention,
  payForReading,
  cancelRetention,
  endRetention,
  type RetentionPeriod,
  type RetentionPorts,
} from "./retention-period.ts";

export type PrefixKeeper = {
  /** The provider's name of the kept prefix; null when it is not kept. */
  find(prefix: Prefix): string | null;
  /** Call it after a call with the number of cached prompt tokens. Never throws; works in the background. */
  note(prefix: Prefix, cachedTokens: number, provider: PrefixProvider): void;
  /** The provider reports that it no longer has it. */
  lose(prefix: Prefix): void;
  /** Records what has ended, here or in a process that no longer exists. */
  settle(): Promise<void>;
  /** Drops everything at providers, and records it. */
  close(): Promise<void>;
};

/** `say`: one line for the operator. */
export type PrefixKeeperPorts = RetentionPorts & { say(line: string): void };

type Kept = { name: string; provider: PrefixProvider; period: RetentionPeriod };

/** Tokens are estimated; the reserved money must suffice. */
const MAX_TOKENS_PER_ESTIMATE = 1.25;
const TOO_SHORT = /(?:min_total_token_count=|minimum token count to start explicit caching is )(\d+)/;

export function createPrefixKeeper(ports: PrefixKeeperPorts): PrefixKeeper {
  const kept = new Map<string, Kept>();
  const now = () => ports.now().getTime();
  const misses = createMisses(now);
  const refusals = createRefusals(ports.prices, now);
  const { begin, settled } = createAsking(ports.say, misses.forget);

  async function ask(key: string, prefix: Prefix, provider: PrefixProvider): Promise<void> {
    const estimate = Math.ceil(estimateTokens(prefix.text) * MAX_TOKENS_PER_ESTIMATE);
    const period = await beginRetention(ports, prefix, estimate, null);
    try {
      const { name, tokens } = await payForReading(ports, prefix, estimate, () => provider.keep(prefix.text, LEASE_MS));
      const row = { ...period.row, name, tokens };
      kept.set(key, { name, provider, period: { ...period, row } });
      await ports.rows.put(row);
    } catch (error) {
      if (!refusals.learnMinimum(prefix, error)) refusals.fallSilent(prefix, error);
      // Without an answer it may have been created: then its row stays, and is recorded when its time is over.
      if (isRefusal(error)) await cancelRetention(ports, period);
      throw error;
    }
  }

  /** A new period begins where the last one ends. */
  async function extend(key: string, prefix: Prefix, entry: Kept): Promise<void> {
    const period = await beginRetention(ports, prefix, entry.period.row.tokens, entry.name);
    try {
      await entry.provider.extend(entry.name, LEASE_MS);
    } catch (error) {
      refusals.fallSilent(prefix, error);
      await cancelRetention(ports, period);
      throw error;
    }
    kept.set(key, { ...entry, period });
    await endRetention(ports, entry.period, period.row.from);
  }

  return {
    find(prefix) {
      const entry = kept.get(keyOf(prefix));
      return entry && entry.period.row.until.getTime() > now() ? entry.name : null;
    },

    note(prefix, cachedTokens, provider) {
      if (refusals.isSilent(prefix)) return;
      const key = keyOf(prefix);
      const entry = kept.get(key);
      if (entry) {
        const leftMs = entry.period.row.until.getTime() - now();
        if (leftMs > 0 && leftMs < LEASE_MS / 2) begin(key, () => extend(key, prefix, entry));
        return;
      }
      const tokens = estimateTokens(prefix.text);
      if (tokens < refusals.shortestKept(prefix)) return;
      const { bands } = findPrice(ports.prices, prefix.route, ports.now().toISOString());
      const missed = misses.add(key, Math.max(0, tokens - cachedTokens));
      if (paysToKeep(missed, tokens, findBand(bands, tokens))) begin(key, () => ask(key, prefix, provider));
    },

    lose(prefix) {
      const key = keyOf(prefix);
      const entry = kept.get(key);
      kept.delete(key);
      if (entry) begin(key, () => endRetention(ports, entry.period, ports.now()));
    },

    async settle() {
      misses.tidy();
      const ended = [...kept].filter(([, { period }]) => period.row.until.getTime() <= now());
      for (const [key, { period }] of ended) {
        kept.delete(key);
        await endRetention(ports, period, period.row.until);
      }
      for (const row of await ports.rows.overdue(ports.now()))
        await endRetention(ports, { row, reservation: null }, row.until);
    },

    async close() {
      await settled();
      const entries = [...kept.values()];
      kept.clear();
      await Promise.all(entries.map((entry) => drop(ports, entry)));
    },
  };
}

/** Requests to providers, one at a time per key. A failure only loses the saving. */
function createAsking(say: PrefixKeeperPorts["say"], onBegin: (key: string) => void) {
  const asking = new Map<string, Promise<void>>();
  return {
    begin(key: string, work: () => Promise<void>): void {
      if (asking.has(key)) return;
      onBegin(key);
      const report = (error: Error) => say(`A prompt prefix is not kept at its provider: ${error.message}`);
      asking.set(
        key,
        work()
          .catch(report)
          .finally(() => asking.delete(key)),
      );
    },
    settled: (): Promise<unknown> => Promise.all(asking.values()),
  };
}

/** Counts uncached tokens that a kept prefix would have saved. */
function createMisses(now: () => number) {
  const missed = new Map<string, { at: number; tokens: number }[]>();
  return {
    /** @returns the total so far */
    add(key: string, tokens: number): number {
      const recent = (missed.get(key) ?? []).filter(({ at }) => at > now() - LEASE_MS);
      missed.set(key, [...recent, { at: now(), tokens }]);
      return recent.reduce((sum, miss) => sum + miss.tokens, tokens);
    },
    forget: (key: string): void => void missed.delete(key),
    tidy(): void {
      for (const [key, misses] of missed) if (misses.at(-1)!.at <= now() - LEASE_MS) missed.delete(key);
    },
  };
}

/** Refusals of providers to keep prefixes, by model. */
function createRefusals(prices: PrefixKeeperPorts["prices"], now: () => number) {
  const minimums = new Map<string, number>();
  /** Models that are not asked until then, because every turn would be refused the same way. */
  const silentUntil = new Map<string, number>();
  return {
    /** @returns whether the error contained one */
    learnMinimum({ route }: Prefix, error: unknown): boolean {
      const [, minimum] = TOO_SHORT.exec(String(error)) ?? [];
      if (minimum) minimums.set(route.model, Number(minimum));
      return Boolean(minimum);
    },
    fallSilent({ route }: Prefix, error: unknown): void {
      if (isRefusal(error)) silentUntil.set(route.model, now() + HOUR_MS);
    },
    isSilent: ({ route }: Prefix): boolean => (silentUntil.get(route.model) ?? 0) > now(),
    shortestKept({ route }: Prefix): number {
      const row = prices.models.find(({ provider, model }) => provider === route.provider && model === route.model);
      return minimums.get(route.model) ?? row?.promptCache?.minimumTokens ?? 0;
    },
  };
}

async function drop(ports: PrefixKeeperPorts, { name, provider, period }: Kept): Promise<void> {
  const endedAt = await provider.drop(name).then(ports.now, () => period.row.until);
  await endRetention(ports, period, endedAt);
}

const isRefusal = (error: unknown): boolean => typeof (error as { status?: unknown }).status === "number";

const keyOf = ({ route, text, scope }: Prefix): string =>
  createHash("sha256")
    .update(JSON.stringify([scope.workspaceId, route.provider, route.model, text]))
    .digest("hex");
