import { beforeEach, describe, expect, test } from "vitest";
import { ModelError } from "../language-model.ts";
import { priceStorage } from "../price/price-storage.ts";
import { testScope } from "../../../test/model-servers/collect.ts";
import type { CallRecord } from "../wrappers/with-ledger.ts";
import { createPrefixKeeper, type PrefixKeeper } from "./keep-prefixes.ts";
import { LEASE_MS, paysToKeep, type KeptPrefixRow, type PrefixProvider } from "./kept-prefix.ts";

const route = { provider: "gemini", model: "m", local: false };
const band = { input: 0.25, output: 1.5, cached: 0.025, cacheStorageHour: 1 };
const prices = {
  file: "models.yaml",
  models: [
    {
      provider: "gemini",
      model: "m",
      promptCache: { minimumTokens: 1024, source: "test" },
      prices: [{ from: "2026-01-01", source: "test", bands: [band] }],
    },
  ],
};
const TOKENS = 1100;
const prefixOf = (letter: string, tokens = TOKENS) => ({
  route,
  text: letter.repeat(tokens * 4),
  scope: testScope({ personaId: letter, circleId: "c1" }),
});
const prefix = prefixOf("a");
const MINUTE_MS = 60_000;

let now: number;
let rows: Map<string, KeptPrefixRow>;
let records: CallRecord[];
let said: string[];
let asked: string[];
let failure: Error | null;
let reserved: { amount: number; settled: number | null; released: boolean }[];
let refusesMoney: boolean;
let keeper: PrefixKeeper;
const provider: PrefixProvider = {
  async keep(text, forMs) {
    asked.push(`keep ${text[0]} for ${forMs / MINUTE_MS}`);
    if (failure) throw failure;
    return { name: `caches/${text[0]}`, tokens: TOKENS };
  },
  async extend(name) {
    asked.push(`extend ${name}`);
    if (failure) throw failure;
  },
  async drop(name) {
    asked.push(`drop ${name}`);
    if (failure) throw failure;
  },
};
const open = () => {
  let ids = 0;
  const start = Math.floor(now);
  return createPrefixKeeper({
    prices,
    now: () => new Date(now),
    newId: () => `id ${start} ${(ids += 1)}`,
    recordCall: (record) => records.push(record),
    rows: {
      put: async (row) => void rows.set(row.id, row),
      remove: async (id) => void rows.delete(id),
      overdue: async (at) => [...rows.values()].filter(({ until }) => until < at),
    },
    budget: {
      reserve(_payer, amount) {
        if (refusesMoney) throw new ModelError("budget", "The budget is used up.");
        const entry: (typeof reserved)[number] = { amount, settled: null, released: false };
        reserved.push(entry);
        return {
          leaseId: "lease",
          settle: (cost) => void (entry.settled ??= cost),
          release: () => void (entry.released = true),
        };
      },
    },
    say: (line) => said.push(line),
  });
};
beforeEach(() => {
  now = Date.UTC(2026, 10, 20, 10);
  rows = new Map();
  [records, said, asked, reserved] = [[], [], [], []];
  failure = null;
  refusesMoney = false;
  keeper = open();
});
const settled = () => new Promise((resolve) => setImmediate(resolve));
async function miss(times: number, of = prefix, cached = 0): Promise<void> {
  for (let call = 0; call < times; call++) keeper.note(of, cached, provider);
  await settled();
}
const passMinutes = (minutes: number) => (now += minutes * MINUTE_MS);

describe("prefixes that a provider keeps for money", () => {
  test("L5 a prefix is cached once the missed savings would have paid for it, and is hit from then on", async () => {
    await miss(1);
    expect(asked).toEqual([]);
    expect(keeper.find(prefix)).toBeNull();
    await miss(1);
    expect(asked).toEqual(["keep a for 10"]);
    expect(keeper.find(prefix)).toBe("caches/a");
    expect(keeper.find({ ...prefix, scope: testScope({ workspaceId: "another" }) })).toBeNull();
  });

  test("L5 a provider that refuses to cache is asked again after an hour, not with every turn or persona", async () => {
    failure = Object.assign(new Error("limit=0 for this key"), { status: 429 });
    for (let turn = 0; turn < 12; turn++) await miss(2, prefixOf("abc"[turn % 3]!));
    expect(asked).toEqual(["keep a for 10"]);
    expect(said).toHaveLength(1);
    failure = null;
    passMinutes(60);
    await miss(2);
    expect(asked).toEqual(["keep a for 10", "keep a for 10"]);
    expect(keeper.find(prefix)).toBe("caches/a");
    failure = Object.assign(new Error("no longer"), { status: 403 });
    passMinutes(6);
    for (let turn = 0; turn < 12; turn++) await miss(1);
    expect(asked.slice(2)).toEqual(["extend caches/a"]);
    expect(reserved.filter(({ settled, released }) => settled === null && !released)).toHaveLength(1);
  });

  test("L5 prefixes that the provider caches on its own, short ones and rarely used ones are not cached explicitly", async () => {
    await miss(20, prefix, TOKENS);
    await miss(20, prefixOf("b", 900));
    for (let call = 0; call < 5; call++) {
      await miss(1, prefixOf("c"));
      passMinutes(11);
    }
    expect(asked).toEqual([]);
  });

  test("L5 a length the provider refuses is learnt", async () => {
    failure = Object.assign(
      new Error("Cached content is too small. total_token_count=1221, min_total_token_count=2048"),
      {
        status: 400,
      },
    );
    await miss(3);
    failure = null;
    await miss(20);
    await miss(20, prefixOf("d"));
    expect(asked).toHaveLength(1);
    expect(said).toHaveLength(1);
    expect(rows.size).toBe(0);
  });

  test("L6 reading and storing have ledger rows of their own, to the nano-dollar", async () => {
    await miss(2);
    passMinutes(4);
    await keeper.close();
    expect(asked.at(-1)).toBe("drop caches/a");
    const [reading, storing] = records;
    expect(reading).toMatchObject({ usage: { input: TOKENS }, cost: { totalNano: TOKENS * 250 } });
    // 1,100 tokens for 4 minutes at one dollar per million tokens and hour.
    expect(storing).toMatchObject({ cost: { totalNano: 73_333, breakdown: { cacheStorage: 73_333 } } });
    for (const record of records)
      expect(record).toMatchObject({
        context: { task: "keep-prompt", personaId: "a", circleId: "c1" },
        leaseId: "lease",
      });
    expect(rows.size).toBe(0);
    expect(reserved.map(({ settled }) => settled).toSorted()).toEqual([73_333, 275_000].toSorted());
    for (const { amount, settled } of reserved) expect(amount).toBeGreaterThanOrEqual(settled!);
  });

  test("L5 it is kept longer while it is used, period by period, and no longer than that", async () => {
    await miss(2);
    passMinutes(3);
    await miss(1);
    expect(asked).toHaveLength(1);
    passMinutes(3);
    await miss(1);
    expect(asked.at(-1)).toBe("extend caches/a");
    passMinutes(9);
    expect(keeper.find(prefix)).toBe("caches/a");
    passMinutes(2);
    expect(keeper.find(prefix)).toBeNull();
    await keeper.settle();
    const stored = records.filter(({ usage }) => usage.input === 0).map(({ usage }) => usage.raw);
    expect(stored).toEqual([
      { storedTokens: TOKENS, heldMs: 6 * MINUTE_MS },
      { storedTokens: TOKENS, heldMs: LEASE_MS },
    ]);
    expect(rows.size).toBe(0);
  });

  test("O5 a cache left by a crash expires on its own, and the next server records it once", async () => {
    await miss(2);
    const dead = [...rows.values()];
    passMinutes(5);
    const [one, two] = [open(), open()];
    await one.settle();
    expect(records).toHaveLength(1);
    passMinutes(6);
    rows = new Map(dead.map((row) => [row.id, row]));
    await Promise.all([one.settle(), two.settle()]);
    const storing = records.slice(1);
    expect(new Set(storing.map(({ id }) => id)).size).toBe(1);
    expect(storing[0]).toMatchObject({ cost: { totalNano: 183_333 } });
    expect(rows.size).toBe(0);
  });

  test("O5 a request whose answer was lost is recorded as if it had been kept", async () => {
    failure = new TypeError("fetch failed");
    await miss(2);
    expect(keeper.find(prefix)).toBeNull();
    expect(rows.size).toBe(1);
    passMinutes(11);
    await keeper.settle();
    expect(records).toMatchObject([
      { usage: { exact: false }, cost: { breakdown: { cacheStorage: expect.any(Number) } } },
    ]);
    expect(rows.size).toBe(0);
  });

  test("L7 without budget nothing is cached, and nothing stays reserved", async () => {
    refusesMoney = true;
    await miss(5);
    expect(asked).toEqual([]);
    expect([rows.size, records.length]).toEqual([0, 0]);
    refusesMoney = false;
    failure = Object.assign(new Error("no"), { status: 500 });
    await miss(5);
    expect(reserved.every(({ released, settled }) => released && settled === null)).toBe(true);
  });

  test("L5 a cache that the provider lost is recorded until then and requested again", async () => {
    await miss(2);
    passMinutes(1);
    keeper.lose(prefix);
    await settled();
    expect(keeper.find(prefix)).toBeNull();
    expect(records.at(-1)!.usage.raw).toEqual({ storedTokens: TOKENS, heldMs: MINUTE_MS });
    await miss(2);
    expect(asked.filter((word) => word.startsWith("keep"))).toHaveLength(2);
  });

  test("O5 a cache that cannot be deleted is recorded until it expires", async () => {
    await miss(2);
    failure = new TypeError("fetch failed");
    await keeper.close();
    expect(records.at(-1)!.usage.raw).toEqual({ storedTokens: TOKENS, heldMs: LEASE_MS });
  });
});

test("L6 storage is rounded half to even, once", () => {
  const price = (tokens: number, heldMs: number) => priceStorage(prices, route, tokens, heldMs, "2026-11-20").totalNano;
  expect([price(1, 3_600_000), price(1, 1_800), price(1, 5_400), price(0, 1)]).toEqual([1000, 0, 2, 0]);
});

test("L5 keeping pays only where storing has a price and a reused token costs less", () => {
  expect(paysToKeep(1e9, 1, { input: 1, output: 1, cached: 0.1 })).toBe(false);
  expect(paysToKeep(1e9, 1, { input: 1, output: 1, cacheStorageHour: 1 })).toBe(false);
  expect(paysToKeep(1852, 1000, band)).toBe(true);
  expect(paysToKeep(1851, 1000, band)).toBe(false);
});
