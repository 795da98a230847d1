/** Keeps prompts' beginnings at providers where that pays, and books what it costs (SPEC L5, L6). */
import { createHash } from "node:crypto";
import { estimateTokens } from "../usage/estimate-usage.ts";
import { findBand, findPrice } from "../price/price.ts";
import { HOUR_MS, LEASE_MS, paysToKeep, type Prefix, type PrefixProvider } from "./kept-prefix.ts";
import { beginStretch, bookReading, cancelStretch, endStretch, type Stretch, type StretchPorts } from "./stretch.ts";

export type PrefixKeeper = {
  /** The provider's name for what it keeps; null when it keeps nothing of it. */
  find(prefix: Prefix): string | null;
  /** After a call: how many tokens of its prompt came from a cache. Never throws; what is to be done is done later. */
  note(prefix: Prefix, cachedTokens: number, provider: PrefixProvider): void;
  /** The provider says that it has it no longer. */
  lose(prefix: Prefix): void;
  /** Books what has ended, here or in a process that is no more. */
  settle(): Promise<void>;
  /** Has everything dropped, and books it. */
  close(): Promise<void>;
};

/** `say`: one line for the operator. */
export type PrefixKeeperPorts = StretchPorts & { say(line: string): void };

type Kept = { name: string; provider: PrefixProvider; stretch: Stretch };

/** Tokens are estimated; what is held back must be enough. */
const MOST_TOKENS_PER_ESTIMATE = 1.25;
const TOO_SHORT = /(?:min_total_token_count=|minimum token count to start explicit caching is )(\d+)/;

export function createPrefixKeeper(ports: PrefixKeeperPorts): PrefixKeeper {
  const kept = new Map<string, Kept>();
  const missed = new Map<string, { at: number; tokens: number }[]>();
  /** What is being asked of providers. */
  const asking = new Map<string, Promise<void>>();
  /** Learnt from refusals, by model. */
  const minimums = new Map<string, number>();
  /** Models of which nothing is asked until then: a refusal would be the same with every turn. */
  const silentUntil = new Map<string, number>();
  const now = () => ports.now().getTime();
  const fallSilent = ({ route }: Prefix, error: unknown) => {
    if (isRefusal(error)) silentUntil.set(route.model, now() + HOUR_MS);
  };

  async function ask(key: string, prefix: Prefix, provider: PrefixProvider): Promise<void> {
    const estimate = Math.ceil(estimateTokens(prefix.text) * MOST_TOKENS_PER_ESTIMATE);
    const stretch = await beginStretch(ports, prefix, estimate, null);
    try {
      const { name, tokens } = await bookReading(ports, prefix, estimate, () => provider.keep(prefix.text, LEASE_MS));
      const row = { ...stretch.row, name, tokens };
      kept.set(key, { name, provider, stretch: { ...stretch, row } });
      await ports.rows.put(row);
    } catch (error) {
      const [, minimum] = TOO_SHORT.exec(String(error)) ?? [];
      if (minimum) minimums.set(prefix.route.model, Number(minimum));
      else fallSilent(prefix, error);
      // Without an answer it may have come to be: then its row stays, and is booked when its time is over.
      if (isRefusal(error)) await cancelStretch(ports, stretch);
      throw error;
    }
  }

  /** A new stretch begins where the last one ends. */
  async function extend(key: string, prefix: Prefix, entry: Kept): Promise<void> {
    const stretch = await beginStretch(ports, prefix, entry.stretch.row.tokens, entry.name);
    try {
      await entry.provider.extend(entry.name, LEASE_MS);
    } catch (error) {
      fallSilent(prefix, error);
      await cancelStretch(ports, stretch);
      throw error;
    }
    kept.set(key, { ...entry, stretch });
    await endStretch(ports, entry.stretch, stretch.row.from);
  }

  /** One at a time for each key. When it goes wrong, only the saving is lost. */
  function begin(key: string, work: () => Promise<void>): void {
    if (asking.has(key)) return;
    missed.delete(key);
    const tell = (error: Error) => ports.say(`A prompt's beginning is not kept at its provider: ${error.message}`);
    asking.set(
      key,
      work()
        .catch(tell)
        .finally(() => asking.delete(key)),
    );
  }

  function sumMisses(key: string, tokens: number): number {
    const recent = (missed.get(key) ?? []).filter(({ at }) => at > now() - LEASE_MS);
    missed.set(key, [...recent, { at: now(), tokens }]);
    return recent.reduce((sum, miss) => sum + miss.tokens, tokens);
  }

  function shortestKept({ route }: Prefix): number {
    const row = ports.prices.models.find(({ provider, model }) => provider === route.provider && model === route.model);
    return minimums.get(route.model) ?? row?.promptCache?.minimumTokens ?? 0;
  }

  return {
    find(prefix) {
      const entry = kept.get(keyOf(prefix));
      return entry && entry.stretch.row.until.getTime() > now() ? entry.name : null;
    },

    note(prefix, cachedTokens, provider) {
      if ((silentUntil.get(prefix.route.model) ?? 0) > now()) return;
      const key = keyOf(prefix);
      const entry = kept.get(key);
      if (entry) {
        const leftMs = entry.stretch.row.until.getTime() - now();
        if (leftMs > 0 && leftMs < LEASE_MS / 2) begin(key, () => extend(key, prefix, entry));
        return;
      }
      const tokens = estimateTokens(prefix.text);
      if (tokens < shortestKept(prefix)) return;
      const { bands } = findPrice(ports.prices, prefix.route, ports.now().toISOString());
      const misses = sumMisses(key, Math.max(0, tokens - cachedTokens));
      if (paysToKeep(misses, tokens, findBand(bands, tokens))) begin(key, () => ask(key, prefix, provider));
    },

    lose(prefix) {
      const key = keyOf(prefix);
      const entry = kept.get(key);
      kept.delete(key);
      if (entry) begin(key, () => endStretch(ports, entry.stretch, ports.now()));
    },

    async settle() {
      for (const [key, misses] of missed) if (misses.at(-1)!.at <= now() - LEASE_MS) missed.delete(key);
      const ended = [...kept].filter(([, { stretch }]) => stretch.row.until.getTime() <= now());
      for (const [key, { stretch }] of ended) {
        kept.delete(key);
        await endStretch(ports, stretch, stretch.row.until);
      }
      for (const row of await ports.rows.overdue(ports.now()))
        await endStretch(ports, { row, reservation: null }, row.until);
    },

    async close() {
      await Promise.all(asking.values());
      const entries = [...kept.values()];
      kept.clear();
      await Promise.all(
        entries.map(async ({ name, provider, stretch }) => {
          const endedAt = await provider.drop(name).then(ports.now, () => stretch.row.until);
          await endStretch(ports, stretch, endedAt);
        }),
      );
    },
  };
}

const isRefusal = (error: unknown): boolean => typeof (error as { status?: unknown }).status === "number";

const keyOf = ({ route, text, context }: Prefix): string =>
  createHash("sha256")
    .update(JSON.stringify([context.workspaceId, route.provider, route.model, text]))
    .digest("hex");
