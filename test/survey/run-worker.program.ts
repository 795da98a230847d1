/** For tests: a worker that runs surveys, and kills itself at a point, or at "none": node run-worker.program.ts URL POINT FOLDER SETTINGS */
import { openDatabase } from "../../server/database/open-database.store.ts";
import { createBackstoryPool } from "../../server/survey/backstory/backstory-pool.store.ts";
import { labelPoolIn } from "../../server/survey/label/labels-in.ts";
import { runSurveys } from "../../server/survey/run/run-survey.job.ts";
import { createRunWork, type RunWork } from "../../server/survey/run/run-work.store.ts";
import { startTestWorker } from "../jobs/test-job-house.ts";
import { openRunHouse } from "./run-house.ts";

const [url, point, folder, settings] = process.argv.slice(2) as [string, string, string, string];
const database = await openDatabase(url);
const house = await openRunHouse(database, url, JSON.parse(settings) as Record<string, string>, folder);
const work = createRunWork(database);

/** What the transaction has written so far is not committed. */
const dieAfter =
  <Values extends unknown[], Result>(step: (...values: Values) => Promise<Result>) =>
  async (...values: Values): Promise<Result> => {
    const result = await step(...values);
    process.kill(process.pid, "SIGKILL");
    return result;
  };
const step = point as keyof RunWork;
const dying =
  point === "none"
    ? work
    : ({ ...work, [step]: dieAfter(work[step] as (...values: unknown[]) => Promise<unknown>) } as RunWork);
await startTestWorker({
  database,
  databaseUrl: url,
  handled: [
    runSurveys({
      work: dying,
      pool: createBackstoryPool(database),
      labels: labelPoolIn(database),
      voices: { open: async () => ({ voices: house.voices, close: async () => undefined }) },
    }),
  ],
});
