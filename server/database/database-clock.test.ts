import { afterEach, expect, test, vi } from "vitest";
import { freshDatabase } from "../../test/fresh-database.ts";
import { openDatabaseClock } from "./database-clock.ts";
import { openDatabase } from "./open-database.store.ts";

const HOUR_MS = 3_600_000;
const NOON = Date.parse("2026-11-20T12:00:00Z");
afterEach(() => void vi.useRealTimers());

async function openClock(aheadMs: number) {
  const machine = { aheadMs, tookMs: 0 };
  const warnings: string[] = [];
  let asking = false;
  const clock = await openDatabaseClock({
    machineNow: () => NOON + machine.aheadMs + (asking ? machine.tookMs : 0),
    ask: async () => {
      asking = true;
      return NOON + machine.tookMs / 2;
    },
    warn: (line) => void warnings.push(line),
  });
  const compare = async () => {
    asking = false;
    await clock.compare();
    asking = false;
  };
  asking = false;
  return { machine, warnings, clock, compare };
}

test.each([
  [30 * HOUR_MS, "30 hours ahead of"],
  [3 * HOUR_MS, "3 hours ahead of"],
  [-7 * 60_000, "7 minutes behind"],
  [6_000, "6 seconds ahead of"],
])(
  "L7 a machine's clock that is wrong by %d ms is reported at start, and money goes by the database's",
  async (ms, words) => {
    const { warnings, clock } = await openClock(ms);
    expect(clock.now().getTime()).toBe(NOON);
    expect(warnings).toEqual([expect.stringContaining(`This machine's clock is ${words} the database's.`)]);
  },
);

test("L7 a clock that goes wrong while the server runs is reported once, and again when it is right", async () => {
  const { machine, warnings, clock, compare } = await openClock(40);
  expect(warnings).toEqual([]);
  machine.aheadMs = 3 * HOUR_MS;
  await compare();
  await compare();
  expect(clock.now().getTime()).toBe(NOON);
  expect(warnings).toEqual([expect.stringContaining("3 hours ahead")]);
  machine.aheadMs = 0;
  await compare();
  expect(warnings.slice(1)).toEqual([expect.stringContaining("agree again")]);
});

test("L7 a slow answer does not move the clock", async () => {
  const { machine, warnings, clock, compare } = await openClock(0);
  Object.assign(machine, { aheadMs: 20_000, tookMs: 40_000 });
  await compare();
  machine.aheadMs = 0;
  expect(clock.now().getTime()).toBe(NOON);
  expect(warnings).toEqual([]);
});

test("L7 the database returns its own time, whatever this machine's is", async () => {
  const fresh = await freshDatabase();
  const before = Date.now();
  vi.useFakeTimers({ toFake: ["Date"], now: before + 30 * HOUR_MS });
  const warnings: string[] = [];
  const database = await openDatabase(fresh.url, { warn: (line) => void warnings.push(line) });
  try {
    expect(Math.abs(database.now().getTime() - before)).toBeLessThan(HOUR_MS);
    expect(warnings).toEqual([expect.stringContaining("30 hours ahead")]);
  } finally {
    vi.useRealTimers();
    await database.close();
    await fresh.drop();
  }
});
