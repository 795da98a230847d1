/** For tests: a worker that runs surveys, and kills itself at a point, or at "none": node run-worker.program.ts URL POINT FOLDER SETTINGS */
import { openDatabase } from "../../server/database/open-database.store.ts";
import { createBackstoryPool } from "../../server/survey/backstory/backstory-pool.store.ts";
import { labelPoolIn } from "../../server/survey/label/labels-in.ts";
import { createRunParts } from "../../server/survey/run/batch/run-parts.store.ts";
import { runSurveys } from "../../server/survey/run/run-survey.job.ts";
import { createRunWork } from "../../server/survey/run/run-work.store.ts";
import { startTestWorker } from "../jobs/test-job-house.ts";
import { openRunHouse } from "./run-house.ts";

const [url, point, folder, settings] = process.argv.slice(2) as [string, string, string, string];
const database = await openDatabase(url);
const house = await openRunHouse(database, url, JSON.parse(settings) as Record<string, string>, folder);

/** What the transaction has written so far is not committed. */
const dieAfter =
  <Values extends unknown[], Result>(step: (...values: Values) => Promise<Result>) =>
  async (...values: Values): Promise<Result> => {
    const result = await step(...values);
    // Nothing has been ordered yet.
    if (result instanceof Map && result.size === 0) return result;
    process.kill(process.pid, "SIGKILL");
    return result;
  };
const work = createRunWork(database);
const parts = createRunParts(database);
type Steps = Record<string, (...values: unknown[]) => Promise<unknown>>;
const dying = <Store extends object>(store: Store): Store =>
  point in store ? { ...store, [point]: dieAfter((store as Steps)[point]!) } : store;
await startTestWorker({
  database,
  databaseUrl: url,
  handled: [
    runSurveys({
      work: dying(work),
      parts: dying(parts),
      batches: dying(house.batches),
      pool: createBackstoryPool(database),
      labels: labelPoolIn(database),
      voices: { open: async () => ({ voices: house.voices, close: async () => undefined }) },
    }),
  ],
});
