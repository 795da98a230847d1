/** For the kill test: a worker in a process of its own. */
import { openDatabase } from "../../server/database/open-database.store.ts";
import { startLabellingWorker } from "./labelling-worker.ts";

const [databaseUrl, folder, settings] = process.argv.slice(2) as [string, string, string];
const database = await openDatabase(databaseUrl);
await startLabellingWorker(database, databaseUrl, folder, JSON.parse(settings) as Record<string, string>);
