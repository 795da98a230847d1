import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { emptyDatabase, type FreshDatabase } from "../../test/fresh-database.ts";
import { createReconciliationStore } from "../reconciliation/reconciliation.store.ts";
import { allMigrations } from "../../schema/tables/migrations/all-migrations.ts";
import { migrateDatabase } from "./migrate-database.store.ts";
import { openDatabase, type Database } from "./open-database.store.ts";

let fresh: FreshDatabase;
let database: Database;

beforeAll(async () => {
  fresh = await emptyDatabase();
  const earlier = allMigrations.slice(
    0,
    allMigrations.findIndex(({ name }) => name.endsWith("messages")),
  );
  await migrateDatabase(fresh.url, { migrations: earlier });
  const client = new pg.Client({ connectionString: fresh.url });
  await client.connect();
  await client.query(
    "insert into reconciliation_checks (provider, checked_at, problem) values ('openai', now(), 'It was shut.'), ('anthropic', now(), null)",
  );
  await client.end();
  database = await openDatabase(fresh.url);
});
afterAll(async () => {
  await database.close();
  await fresh.drop();
});

test("W13 O6 texts written in English before keep their wording", async () => {
  expect(await createReconciliationStore(database).readChecks()).toMatchObject([
    { provider: "anthropic", problem: null },
    { provider: "openai", problem: { code: "verbatim", values: { text: "It was shut." } } },
  ]);
});
