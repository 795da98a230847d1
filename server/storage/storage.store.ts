/** Disk space by kind of data, measured at intervals: sizes that Postgres reports for tables with their indexes. */
import type { Principal } from "../../engine/scope/scope.ts";
import { MeasuredKind, type StorageAnswer } from "../../schema/messages/storage.ts";
import type { Database } from "../database/open-database.store.ts";
import { readRetention } from "./retention.store.ts";

const GROWTH_DAYS = 30;
const SAMPLES_KEPT_DAYS = 400;

const sizeOf = (...tables: string[]): string => tables.map((table) => `pg_total_relation_size('${table}')`).join(" + ");
const OF_CONVERSATIONS =
  "circles memberships turns turn_wordings reactions stances stance_moves outcomes outcome_items outcome_votes outcome_revisions circle_motions".split(
    " ",
  );
const vectors = "(select coalesce(sum(pg_column_size(embedding)), 0)::bigint from memories)";

const MEASURE = {
  name: "measure-storage",
  text: `
    with forgotten as (delete from storage_samples where at < now() - interval '${SAMPLES_KEPT_DAYS} days')
    insert into storage_samples (at, kind, bytes)
    select now(), kind, bytes from (values
      ('turns', ${sizeOf(...OF_CONVERSATIONS)}),
      ('memories', greatest(0, ${sizeOf("memories")} - ${vectors})),
      ('vectors', ${vectors}),
      ('jobs', ${sizeOf("durable_jobs", "job_workers")} + (
        select coalesce(sum(pg_total_relation_size(c.oid)), 0)::bigint from pg_class c
        where c.relnamespace = to_regnamespace('jobs') and c.relkind = 'r')),
      ('ledger', ${sizeOf("ledger")}),
      ('pictures', ${sizeOf("session_pictures")}),
      ('uploads', ${sizeOf("human_baselines")})
    ) as measured (kind, bytes)`,
};

const READ = {
  name: "read-storage",
  text: `
    with latest as (select max(at) as at from storage_samples)
    select s.kind, s.bytes::float8 as bytes, s.at, first.bytes::float8 as "firstBytes", first.at as "firstAt"
    from storage_samples s join latest on latest.at = s.at
    left join lateral (
      select f.bytes, f.at from storage_samples f
      where f.kind = s.kind and f.at < s.at and f.at >= s.at - interval '${GROWTH_DAYS} days' order by f.at limit 1
    ) as first on true`,
};
type Sample = {
  kind: string;
  bytes: number;
  at: Date | string;
  firstBytes: number | null;
  firstAt: Date | string | null;
};

export const measureStorage = async (database: Database): Promise<void> => void (await database.query(MEASURE, []));

export async function readStorage(database: Database, scope: Principal): Promise<Omit<StorageAnswer, "memoryIndex">> {
  const samples = await database.query<Sample>(READ, []);
  const retention = await database.inScope(scope, (em) => readRetention(em, scope.workspaceId));
  return {
    measuredAt: samples[0] ? new Date(samples[0].at).toISOString() : null,
    kinds: MeasuredKind.options.map((kind) => {
      const sample = samples.find((each) => each.kind === kind);
      const hasFirst = sample && sample.firstBytes !== null && sample.firstAt !== null;
      return {
        kind,
        bytes: sample?.bytes ?? 0,
        growthBytes: hasFirst ? sample.bytes - sample.firstBytes! : null,
        growthSince: hasFirst ? new Date(sample.firstAt!).toISOString() : null,
        keepDays: kind === "uploads" ? null : retention[kind],
      };
    }),
  };
}
