import { afterAll, beforeAll, expect, test } from "vitest";
import type { KeptPrefixRow } from "../../engine/model/prompt-cache/kept-prefix.ts";
import { freshDatabase, type FreshDatabase } from "../../test/fresh-database.ts";
import { openDatabase, type Database } from "../database/open-database.store.ts";
import { createLedger } from "../ledger/ledger.store.ts";
import { createKeptPrefixRows } from "./kept-prefixes.store.ts";
import { openPrefixKeeper } from "./open-prefix-keeper.process.ts";

let fresh: FreshDatabase;
let database: Database;
beforeAll(async () => {
  fresh = await freshDatabase();
  database = await openDatabase(fresh.url);
});
afterAll(async () => {
  await database.close();
  await fresh.drop();
});

const from = new Date("2026-11-20T10:00:00Z");
const row: KeptPrefixRow = {
  id: "stretch 1",
  workspaceId: "default",
  userId: "sam",
  personaId: "mira",
  circleId: "c1",
  runId: null,
  provider: "gemini",
  model: "m",
  name: null,
  tokens: 1200,
  from,
  until: new Date("2026-11-20T10:10:00Z"),
  leaseId: null,
};

test("L5 caches at a provider are stored, renewed, found when expired, and removed", async () => {
  const rows = createKeptPrefixRows(database);
  await rows.put(row);
  await rows.put({ ...row, name: "cachedContents/one", tokens: 1180 });
  expect(await rows.overdue(row.until)).toEqual([]);
  expect(await rows.overdue(new Date("2026-11-20T10:11:00Z"))).toEqual([
    { ...row, name: "cachedContents/one", tokens: 1180 },
  ]);
  await rows.remove(row.id);
  expect(await rows.overdue(new Date("2027-01-01"))).toEqual([]);
});

test("O5 a cache left by a crash is in the ledger once, whichever server starts next", async () => {
  const rows = createKeptPrefixRows(database);
  await rows.put(row);
  const bands = [{ input: 0.25, output: 1.5, cached: 0.025, cacheStorageHour: 1 }];
  const prices = {
    file: "models.yaml",
    models: [{ provider: "gemini", model: "m", prices: [{ from: "2026-01-01", source: "test", bands }] }],
  };
  const said: string[] = [];
  const say = (line: string) => said.push(line);
  const ledgers = [createLedger(database, say), createLedger(database, say)];
  const keepers = ledgers.map(({ recordCall }) =>
    openPrefixKeeper({ prices, rows, recordCall, now: () => new Date("2026-11-20T11:00:00Z"), newId: () => "", say }),
  );
  await expect.poll(() => rows.overdue(new Date("2027-01-01"))).toEqual([]);
  for (const { close } of [...keepers, ...ledgers]) await close();
  const recorded = await database.em().getConnection().execute("select * from ledger where id = 'stretch 1'");
  // 1,200 tokens for ten minutes at a dollar per million tokens and hour.
  expect(recorded).toMatchObject([{ task: "keep-prompt", cost_nano: "200000", persona_id: "mira", exact: false }]);
  expect(said).toEqual([]);
});
