/** Live workers, by their heartbeats. */
import type { Database } from "../database/open-database.store.ts";

export type JobWorkers = ReturnType<typeof createJobWorkers>;

/** @param host this process, by its lock's id */
export const createJobWorkers = (database: Database, host: number) => ({
  /** Records a heartbeat of this worker; workers without one for a day are deleted. */
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
