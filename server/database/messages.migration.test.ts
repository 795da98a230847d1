import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { freshDatabase, type FreshDatabase } from "../../test/fresh-database.ts";
import { createReconciliationStore } from "../reconciliation/reconciliation.store.ts";
import { openDatabase, type Database } from "./open-database.store.ts";

let fresh: FreshDatabase;
let database: Database;

beforeAll(async () => {
  fresh = await freshDatabase();
  await (await openDatabase(fresh.url)).close();
  const client = new pg.Client({ connectionString: fresh.url });
  await client.connect();
  // The state before it: English text.
  await client.query("alter table ledger drop column why_message");
  await client.query("alter table model_batches alter column why type text, alter column problem type text");
  await client.query("alter table reconciliation_checks alter column problem type text");
  await client.query("delete from mikro_orm_migrations where name like '%messages%'");
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

test("W13 O6 what was written in English before keeps its words", async () => {
  expect(await createReconciliationStore(database).readChecks()).toMatchObject([
    { provider: "anthropic", problem: null },
    { provider: "openai", problem: { code: "verbatim", values: { text: "It was shut." } } },
  ]);
});
