/** Jobs in the live server, which requests and shows them, but runs none. */
import type { Logger } from "pino";
import type { Database } from "../database/open-database.store.ts";
import { ALL_JOBS, findJob } from "./all-jobs.ts";
import { openJobQueue } from "./job-queue.adapter.ts";
import { createJobs, type Jobs } from "./jobs.store.ts";

export type OpenJobs = Jobs & { close(): Promise<void> };

/** Opens in the background; a server whose database user may not create the queue logs that and keeps running. */
export function openJobs(database: Database, databaseUrl: string, log: Pick<Logger, "error">): OpenJobs {
  const opening = openJobQueue({ databaseUrl, declarations: ALL_JOBS, log, isWorker: false });
  opening.catch((error: unknown) =>
    log.error({ err: error }, "there are no jobs; the database user may not create the schema they wait in"),
  );
  const queue: Parameters<typeof createJobs>[1] = {
    issue: async (...place) => (await opening).issue(...place),
    withdraw: async (...place) => (await opening).withdraw(...place),
  };
  return {
    ...createJobs(database, queue, findJob),
    close: () =>
      opening.then(
        ({ close }) => close(),
        () => undefined,
      ),
  };
}
