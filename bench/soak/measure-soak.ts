/**
 * Two servers, their workers and 100 people, while a process is killed with -9 every two minutes (SPEC O4, O5): counts
 * announced turns that were lost and accounts that disagree with the ledger, and measures memory.
 */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { startEmbeddedPostgres } from "../../server/database/embedded-postgres.process.ts";
import { openDatabase, type Database } from "../../server/database/open-database.store.ts";
import { startPaidProvider } from "../../test/model-servers/paid-provider.ts";
import { startRedis } from "../../test/redis-server.ts";
import { percentile } from "../world/percentile.ts";
import { sayProgress } from "../say-progress.ts";
import { talk, walk, type Announced, type Counts } from "./soak-people.ts";
import { startSoakServers, type SoakServers } from "./soak-servers.ts";

const TALKERS = 4;
const WALKERS = 96;
const KILL_EVERY_MS = 120_000;
const SAMPLE_MS = 5_000;
const PARTS = 5;
/** A server whose lease of money has run out is settled by others after so long. */
const SETTLE_MS = 45_000;
const LIMIT_NANO = 1e12;

export async function measureSoak(minutes: number): Promise<object> {
  const folder = await mkdtemp(join(tmpdir(), "dramatis-soak-"));
  const postgres = await startEmbeddedPostgres(join(folder, "postgres"));
  const [redis, provider] = [await startRedis(), await startPaidProvider()];
  const database = await openDatabase(postgres.url);
  await database
    .em()
    .execute(
      "insert into budgets (id, workspace_id, scope, period, limit_nano) values ('soak', 'default', 'workspace', 'month', ?), ('each', 'default', 'person', 'day', ?)",
      [LIMIT_NANO, LIMIT_NANO],
    );
  const servers = await startSoakServers(postgres.url, { ...provider.settings, REDIS_URL: redis.url });
  try {
    return await soak(servers, database, minutes);
  } finally {
    await servers.close();
    await database.close();
    await Promise.all([provider.close(), redis.stop(), postgres.stop()]);
    await rm(folder, { recursive: true, force: true });
  }
}

async function soak(servers: SoakServers, database: Database, minutes: number): Promise<object> {
  const stop = new AbortController();
  const announced: Announced = new Map();
  const counts: Counts = { returns: 0, failedReturns: 0 };
  const memory: number[][] = [];
  const sampling = setInterval(() => void servers.memory().then((sample) => memory.push(sample)), SAMPLE_MS);
  const people = [
    ...Array.from({ length: TALKERS }, (_, index) =>
      talk(servers.url, `Talker ${index}`, { announced, counts }, stop.signal),
    ),
    ...Array.from({ length: WALKERS }, (_, index) => walk(servers.url, `Walker ${index}`, counts, stop.signal)),
  ];
  const kills: string[] = [];
  const endsAt = performance.now() + minutes * 60_000;
  for (;;) {
    const leftMs = endsAt - performance.now();
    await wait(Math.min(KILL_EVERY_MS, Math.max(0, leftMs)));
    if (leftMs <= KILL_EVERY_MS) break;
    kills.push(await servers.killNext());
    sayProgress(`killed ${kills.at(-1)}; ${announced.size} turns announced, ${counts.returns} returns`);
  }
  stop.abort();
  await Promise.all(people);
  clearInterval(sampling);
  sayProgress("waiting until the leases of the killed are settled …");
  await wait(SETTLE_MS);
  return {
    minutes,
    kills: kills.length,
    turnsAnnounced: announced.size,
    turnsLost: await countLost(database, announced),
    ...(await measureTalk(database, minutes)),
    ...(await compareAccounts(database)),
    ...counts,
    medianMemoryMiB: inParts(memory).map((samples) => percentile(samples.flat(), 0.5)),
    mostMemoryMiB: inParts(memory).map((samples) => percentile(samples.flat(), 1)),
  };
}

/** By fifths of the time, so that growth shows. */
function inParts<Sample>(samples: readonly Sample[]): Sample[][] {
  const length = Math.max(1, Math.ceil(samples.length / PARTS));
  return Array.from({ length: PARTS }, (_, part) => samples.slice(part * length, (part + 1) * length));
}

/** Counts announced turns that are not stored, or stored with another text or status. */
async function countLost(database: Database, announced: Announced): Promise<number> {
  const rows = await database
    .em()
    .execute<{ id: string; text: string; status: string }[]>("select id, text, status from turns");
  const stored = new Map(rows.map((row) => [row.id, row]));
  const isLost = ([turnId, { text, status }]: [string, { text: string; status: string }]) =>
    stored.get(turnId)?.text !== text || stored.get(turnId)?.status !== status;
  return [...announced].filter(isLost).length;
}

/** A talk that had fallen silent would lose nothing. */
async function measureTalk(database: Database, minutes: number): Promise<object> {
  const rows = await database
    .em()
    .execute<{ count: number }[]>(
      "select count(*)::int as count from turns where speaker_kind = 'persona' and status = 'finished' group by date_trunc('minute', started_at)",
    );
  return {
    turnsOfPersonas: rows.reduce((sum, { count }) => sum + count, 0),
    minutesWithoutTalk: Math.max(0, minutes - rows.length),
  };
}

async function compareAccounts(database: Database): Promise<object> {
  const [row] = await database.em().execute<{ off: string; held: string; spent: string; calls: string }[]>(
    `select (select count(*) from (
         select a.id from budget_accounts a left join ledger l on l.workspace_id = a.workspace_id
           and budget_period_start(a.period, l.at) = a.starts_on
           and a.subject_id = case a.scope when 'workspace' then l.workspace_id when 'person' then l.user_id
             when 'circle' then l.circle_id else l.run_id end
         group by a.id having a.spent_nano <> coalesce(sum(l.cost_nano), 0)) as wrong) as off,
       (select coalesce(sum(held_nano), 0) from budget_leases where expires_at < now()) as held,
       (select coalesce(sum(cost_nano), 0) from ledger) as spent, (select count(*) from ledger) as calls`,
  );
  return {
    modelCalls: Number(row!.calls),
    spentNano: Number(row!.spent),
    accountsThatDisagree: Number(row!.off),
    heldByTheDeadNano: Number(row!.held),
  };
}
