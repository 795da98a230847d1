/** For the kill tests: one order and the runner, in a separate process, until everything has its result. */
import { setTimeout as sleep } from "node:timers/promises";
import { createModelFetch } from "../../engine/model/wire/model-fetch.adapter.ts";
import { openDatabase } from "../../server/database/open-database.store.ts";
import { createBatchHouse, openTestProvider, testOrder, type ProviderName } from "./test-batch-house.ts";

const LISTING_LAG_MS = 100;
const LOOK_MS = 20;
const [databaseUrl, serverUrl, name, items, task] = process.argv.slice(2) as [
  string,
  string,
  ProviderName,
  string,
  string,
];

const database = await openDatabase(databaseUrl);
const connection = createModelFetch();
const provider = openTestProvider(name, serverUrl, connection.fetch);
const house = createBatchHouse(database, provider, { listingLagMs: LISTING_LAG_MS });

if (task === "order") {
  await house.runner.close();
  await house.order(testOrder(name, Number(items)));
  process.kill(process.pid, "SIGKILL");
}
while ((await house.store.countOpen()) > 0) await sleep(LOOK_MS);
await house.runner.close();
await connection.close();
await database.close();
if (house.reported.length > 0) throw house.reported[0];
