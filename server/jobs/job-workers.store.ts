/** Which workers are at work: each gives signs of life. */
import type { Database } from "../database/open-database.store.ts";

export type JobWorkers = ReturnType<typeof createJobWorkers>;

/** @param host this process, as its lock names it */
export const createJobWorkers = (database: Database, host: number) => ({
  /** This one lives; those that have been silent for a day are forgotten. */
  beat: async (version: string): Promise<void> => void (await database.query(BEAT, [host, version])),
  leave: async (): Promise<void> => void (await database.query(LEAVE, [host])),
});

const BEAT = {
  name: "worker-beat",
  text: `
    with gone as (delete from job_workers where beat_at < now() - interval '1 day' and id <> $1)
    insert into job_workers (id, version) values ($1, $2) on conflict (id) do update set beat_at = now()`,
};
const LEAVE = { name: "worker-leave", text: "delete from job_workers where id = $1" };
