/** For tests of labels: a worker that labels. */
import { readConfiguration } from "../../server/configuration/read-configuration.process.ts";
import type { Database } from "../../server/database/open-database.store.ts";
import { openWorkerModels } from "../../server/open-worker-models.process.ts";
import { labelBackstories } from "../../server/survey/label/label-backstories.job.ts";
import { labelPoolIn } from "../../server/survey/label/labels-in.ts";
import { startTestWorker } from "../jobs/test-job-house.ts";

/** @param settings environment variables of its voices */
export async function startLabellingWorker(
  database: Database,
  databaseUrl: string,
  folder: string,
  settings: Record<string, string>,
) {
  const endings: (() => Promise<unknown>)[] = [];
  const { voices } = await openWorkerModels(
    {
      ...readConfiguration(settings, folder),
      dataFolder: folder,
      say: () => undefined,
      reportTo: () => () => undefined,
      atEnd: (step) => void endings.push(step),
    },
    database,
    databaseUrl,
    { places: [] },
  );
  const handled = [labelBackstories({ ...labelPoolIn(database), voices })];
  const worker = await startTestWorker({ database, databaseUrl, handled });
  let stopping: Promise<void> | null = null;
  /** Its voices stay open. */
  const stopJobs = () => (stopping ??= worker.close());
  return {
    voices,
    stopJobs,
    async close() {
      await stopJobs();
      for (const end of endings.toReversed()) await end();
    },
  };
}
