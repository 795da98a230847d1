/** What is done once a day (SPEC O3, L6), by one of all server processes: queue, schedule and retries live in Postgres. */
import { PgBoss } from "pg-boss";

export type DailyJob = {
  /** Names its queue: letters and hyphens. */
  name: string;
  /** UTC */
  hour: number;
  /** A failure is tried again, at last given up until the next day. */
  run(signal: AbortSignal): Promise<void>;
};

export type DailyJobs = {
  /** Puts the job in line now, for whichever process is free; one that already waits is enough. */
  ask(name: string): Promise<void>;
  /** Lets what runs end, for a while. */
  close(): Promise<void>;
};

const SCHEMA = "jobs";
const CONNECTIONS = 2;
/** A day's work is in no hurry; an idle server should be idle. */
const POLLING_SECONDS = 30;
const RETRIES = 3;
const FIRST_RETRY_SECONDS = 60;
const LONGEST_RUN_SECONDS = 15 * 60;
const STOP_TIMEOUT_MS = 5_000;

export type DailyJobsOptions = {
  databaseUrl: string;
  jobs: DailyJob[];
  log: { error(details: object, text: string): void };
  pollingSeconds?: number;
};

/** A server that was down when a job was due does it once when it is back. */
export async function startDailyJobs(options: DailyJobsOptions): Promise<DailyJobs> {
  const { databaseUrl, jobs, log, pollingSeconds = POLLING_SECONDS } = options;
  const boss = new PgBoss({ connectionString: databaseUrl, schema: SCHEMA, max: CONNECTIONS });
  boss.on("error", (error) => log.error({ err: error }, "daily jobs"));
  await boss.start();
  for (const { name, hour, run } of jobs) {
    await boss.createQueue(name, {
      policy: "short",
      retryLimit: RETRIES,
      retryDelay: FIRST_RETRY_SECONDS,
      retryBackoff: true,
      expireInSeconds: LONGEST_RUN_SECONDS,
    });
    await boss.schedule(name, `0 ${hour} * * *`, null, { tz: "UTC", missed: "once" });
    await boss.work(name, { pollingIntervalSeconds: pollingSeconds }, async ([job]) => {
      try {
        await run(job!.signal);
      } catch (error) {
        log.error({ err: error, job: name }, "a daily job failed; it is tried again");
        throw error;
      }
    });
  }
  return {
    ask: async (name) => void (await boss.send(name)),
    close: () => boss.stop({ graceful: true, timeout: STOP_TIMEOUT_MS }),
  };
}
