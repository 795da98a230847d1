import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { emptyDatabase, type FreshDatabase } from "../../test/fresh-database.ts";
import { allMigrations } from "../../schema/tables/migrations/all-migrations.ts";
import { createBatchItemsStore } from "../batch/batch-items.store.ts";
import { migrateDatabase } from "./migrate-database.store.ts";
import { openDatabase, type Database } from "./open-database.store.ts";

let fresh: FreshDatabase;
let database: Database;

beforeAll(async () => {
  fresh = await emptyDatabase();
  const earlier = allMigrations.slice(
    0,
    allMigrations.findIndex(({ name }) => name.endsWith("reasons-of-batch-items")),
  );
  await migrateDatabase(fresh.url, { migrations: earlier });
  const client = new pg.Client({ connectionString: fresh.url });
  await client.connect();
  await client.query(
    `insert into model_batches (id, order_id, workspace_id, provider, model, live, why, total, status)
     values ('batch', 'order', 'default', 'openai', 'one', false, '{"code": "bad-message"}', 2, 'submitted')`,
  );
  await client.query(
    `insert into model_batch_items (id, order_id, workspace_id, batch_id, key, position, request, originals, context,
       most_nano, status, text, problem, settled_at)
     values ('a', 'order', 'default', 'batch', 'a', 0, '{}', '{}', '{}', 0, 'failed', null, 'It was "shut".', now()),
       ('b', 'order', 'default', 'batch', 'b', 1, '{}', '{}', '{}', 0, 'answered', 'Tea', null, now())`,
  );
  await client.end();
  database = await openDatabase(fresh.url);
});
afterAll(async () => {
  await database.close();
  await fresh.drop();
});

test("W13 O6 why a request of a batch failed, written in English before, keeps its wording", async () => {
  expect(await createBatchItemsStore(database, "claimant").listResults("order", -1, 10)).toMatchObject([
    { key: "a", problem: { code: "verbatim", values: { text: 'It was "shut".' } } },
    { key: "b", problem: null },
  ]);
});
