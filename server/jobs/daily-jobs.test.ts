import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { Client } from "pg";
import { freshDatabase, type FreshDatabase } from "../../test/fresh-database.ts";
import { startDailyJobs, type DailyJob, type DailyJobs } from "./daily-jobs.process.ts";

let database: FreshDatabase;
const open: DailyJobs[] = [];
const logged: string[] = [];

beforeAll(async () => void (database = await freshDatabase()));
afterEach(() => Promise.all(open.splice(0).map((jobs) => jobs.close())));
afterAll(() => database.drop());

async function start(...jobs: DailyJob[]): Promise<DailyJobs> {
  const log = { error: (_: object, text: string) => logged.push(text) };
  const running = await startDailyJobs({ databaseUrl: database.url, jobs, log, pollingSeconds: 0.5 });
  open.push(running);
  return running;
}

test("O4 a daily job runs in one of many processes, once for all who ask for it", async () => {
  const runs: string[] = [];
  const holding = Promise.withResolvers<void>();
  const job = (process: string): DailyJob => ({
    name: "check-models",
    hour: 4,
    run: async () => {
      runs.push(process);
      await holding.promise;
    },
  });
  const [first, second] = [await start(job("first")), await start(job("second"))];
  await Promise.all([first.ask("check-models"), second.ask("check-models"), first.ask("check-models")]);
  await expect.poll(() => runs.length, { timeout: 10_000 }).toBe(1);
  holding.resolve();
});

test("O4 each job has one schedule, in UTC, which makes up once for a server that was down", async () => {
  const nothing = async () => undefined;
  const jobs = ["check-models", "reconcile"].map((name) => ({ name, hour: 5, run: nothing }));
  await start(...jobs);
  await start(...jobs);
  const client = new Client({ connectionString: database.url });
  await client.connect();
  const { rows } = await client.query(
    "select name, cron, timezone, options from jobs.schedule where name = any($1) order by name",
    [jobs.map(({ name }) => name)],
  );
  await client.end();
  expect(rows).toEqual([
    { name: "check-models", cron: "0 5 * * *", timezone: "UTC", options: expect.objectContaining({ missed: "once" }) },
    { name: "reconcile", cron: "0 5 * * *", timezone: "UTC", options: expect.objectContaining({ missed: "once" }) },
  ]);
});

test("O3 a daily job that fails says so and waits for its next try", async () => {
  const jobs = await start({ name: "fails", hour: 4, run: () => Promise.reject(new Error("the bridge is out")) });
  await jobs.ask("fails");
  await expect.poll(() => logged, { timeout: 10_000 }).toContain("a daily job failed; it is tried again");
});
