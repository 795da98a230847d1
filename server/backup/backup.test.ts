import { mkdtemp, readdir, readFile, rm, stat, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { MigrationObject } from "@mikro-orm/core";
import { Migration } from "@mikro-orm/migrations";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { ZipFile } from "yazl";
import { allMigrations } from "../../schema/tables/migrations/all-migrations.ts";
import { liveIn, query, readAllRows, readSchema, spend } from "../../test/backup/lived-in-database.ts";
import { emptyDatabase, type FreshDatabase } from "../../test/fresh-database.ts";
import { migrateDatabase } from "../database/migrate-database.store.ts";
import { openDatabase } from "../database/open-database.store.ts";
import { chooseCollection, countChanges } from "../memory/weaviate/index-changes.store.ts";
import { openServerLease } from "../cluster/server-lease.process.ts";
import { openArchive, verifyArchive } from "./archive.process.ts";
import { JOBS_BOOKKEEPING } from "./kept-tables.store.ts";
import { knownMigrations, restoreBackup } from "./restore-backup.store.ts";
import { writeBackup } from "./write-backup.process.ts";

vi.setConfig({ testTimeout: 120_000 });

let source: FreshDatabase;
let target: FreshDatabase;
let folder: string;
let file: string;
const { signal } = new AbortController();

beforeEach(async () => {
  [source, target] = [await emptyDatabase(), await emptyDatabase()];
  folder = await mkdtemp(join(tmpdir(), "dramatis backup "));
  file = join(folder, "backup.zip");
});
afterEach(async () => {
  await Promise.all([source.drop(), target.drop(), rm(folder, { recursive: true, force: true })]);
});

const backUp = (url = source.url, name = file) =>
  writeBackup({ databaseUrl: url, file: name, version: "1.2.3", signal });

async function restore(
  url = target.url,
  migrations: MigrationObject[] = allMigrations,
  isShared = true,
): Promise<string[]> {
  const steps: string[] = [];
  const archive = await openArchive(
    file,
    migrations.map(({ name }) => name),
  );
  try {
    await verifyArchive(archive, signal, () => undefined);
    await restoreBackup({
      databaseUrl: url,
      isShared,
      archive,
      migrations,
      signal,
      backUp: async () => void steps.push("backed up what was there"),
    });
  } finally {
    archive.close();
  }
  return steps;
}

test("O5 a restored database has every row, key, trigger and sequence of the one that was backed up", async () => {
  await liveIn(source.url);
  const { manifest, bytes } = await backUp();
  const { size, mode } = await stat(file);
  expect([size, mode & 0o777]).toEqual([bytes, 0o600]);
  expect(await readdir(folder)).toEqual(["backup.zip"]);
  expect(await restore()).toEqual([]);
  const rows = await readAllRows(source.url);
  expect(await readAllRows(target.url)).toEqual(rows);
  expect(await readSchema(target.url)).toEqual(await readSchema(source.url));
  const counts = Object.fromEntries(manifest.tables.map(({ schema, name, rows }) => [`${schema}.${name}`, rows]));
  expect(counts).toMatchObject({ "public.turns": 40, "public.ledger": 20, "public.memories": 50, "jobs.job": 1 });
  // Nothing was charged twice, and new calls are charged once.
  await spend(target.url, "later", 500);
  await spend(source.url, "later", 500);
  const charged = "select scope, spent_nano from budget_accounts order by 1";
  expect(await query(target.url, charged)).toEqual(await query(source.url, charged));
});

test("O5 M5 after a restore Weaviate is filled anew, and what it had of the replaced data is deleted", async () => {
  await liveIn(source.url);
  await query(source.url, "insert into memory_index (collection) values ('DramatisOfTheBackup')");
  await backUp();
  await liveIn(target.url);
  await query(
    target.url,
    "insert into memory_index (collection, discarded) values ('DramatisReplaced', '{DramatisOlder}')",
  );
  await query(target.url, "update memories set text = text || '!'");
  await restore();
  const state = "select collection, discarded from memory_index";
  expect(await query(target.url, state)).toEqual([
    { collection: null, discarded: ["DramatisOlder", "DramatisReplaced"] },
  ]);
  const database = await openDatabase(target.url);
  expect(await chooseCollection(database, null, "DramatisNew")).toBe("DramatisNew");
  expect(await countChanges(database)).toBe(50);
  await database.close();
});

test("O5 all tables are backed up but those that pg-boss keeps about itself", async () => {
  await liveIn(source.url);
  const { manifest } = await backUp();
  const jobs = await query<{ name: string }>(
    source.url,
    "select relname as name from pg_class where relnamespace = 'jobs'::regnamespace and relkind in ('r', 'p') and not relispartition",
  );
  const kept = manifest.tables.filter(({ schema }) => schema === "jobs").map(({ name }) => name);
  expect(kept.toSorted()).toEqual(["job", "job_dependency", "queue", "schedule", "subscription"]);
  expect([...kept, ...JOBS_BOOKKEEPING].toSorted()).toEqual(jobs.map(({ name }) => name).toSorted());
  expect(manifest.tables.map(({ name }) => name)).toEqual(expect.arrayContaining(["secrets", "mikro_orm_migrations"]));
});

test("O5 a backup taken while money is spent is consistent: payments match charges", async () => {
  await liveIn(source.url);
  let isOver = false;
  let spent = 0;
  const spending = [1, 2, 3].map(async (spender) => {
    for (let call = 0; !isOver; call += 1) {
      await spend(source.url, `${spender}-${call}`, 7);
      spent += 1;
    }
  });
  await expect.poll(() => spent).toBeGreaterThan(5);
  await backUp();
  const atBackup = spent;
  await expect.poll(() => spent).toBeGreaterThan(atBackup);
  isOver = true;
  await Promise.all(spending);
  await restore();
  const [sums] = await query<Record<string, string>>(
    target.url,
    `select (select sum(cost_nano) from ledger) as paid, (select spent_nano from budget_accounts where scope = 'workspace') as charged,
      (select balance_nano from credit_accounts) as balance, (select sum(amount_nano) from credit_entries) as entries`,
  );
  expect(sums!.charged).toBe(sums!.paid);
  expect(sums!.balance).toBe(sums!.entries);
});

test("O5 a restore replaces all current data, after backing it up", async () => {
  await liveIn(source.url);
  await backUp();
  await liveIn(target.url);
  await query(target.url, "update users set name = 'changed'; delete from reactions");
  expect(await restore()).toEqual(["backed up what was there"]);
  expect(await readAllRows(target.url)).toEqual(await readAllRows(source.url));
});

test("O6 an older backup is restored and then brought up to date, data included", async () => {
  const older = allMigrations.slice(0, 9);
  await migrateDatabase(source.url, { migrations: older });
  await query(
    source.url,
    `insert into users (id, workspace_id, name, kind, role, colour) values ('ada', 'default', 'Ada', 'guest', 'guest', '#112233');
     insert into circles (id, workspace_id, place_id, topic, title, kind, mode, speed, is_private, language, x, z)
       values ('circle', 'default', 'plaza', '', '', 'chat', 'auto', 5, true, 'en', 0, 0);
     insert into turns (id, workspace_id, circle_id, position, speaker_id, speaker_name, speaker_kind, text, status, started_at, input_tokens, output_tokens, cost_nano, voice)
       values ('turn', 'default', 'circle', 1, 'ada', 'Ada', 'person', 'Hello', 'finished', now(), 0, 0, 0, '');`,
  );
  await backUp();
  await restore();
  expect(await query(target.url, "select id, witnesses from turns")).toEqual([{ id: "turn", witnesses: ["ada"] }]);
  await (await openDatabase(source.url)).close();
  expect(await readSchema(target.url)).toEqual(await readSchema(source.url));
  const names = await query<{ name: string }>(target.url, "select name from mikro_orm_migrations order by id");
  expect(names.map(({ name }) => name)).toEqual(knownMigrations);
});

test("O6 a migration that fails on restored data leaves the current data unchanged", async () => {
  class Fails extends Migration {
    override up(): void {
      this.addSql("delete from turns");
      this.addSql("select 1 / 0");
    }
  }
  await liveIn(source.url);
  await backUp();
  await liveIn(target.url);
  const before = await readAllRows(target.url);
  await expect(restore(target.url, [...allMigrations, { name: "9999-fails", class: Fails }])).rejects.toThrow(
    "division by zero",
  );
  expect(await readAllRows(target.url)).toEqual(before);
  await (await openDatabase(target.url)).close();
});

test("O5 foreign tables in the same database are never removed: the restore refuses and names them", async () => {
  await liveIn(source.url);
  await backUp();
  await liveIn(target.url);
  await query(target.url, "create table invoices (id int); create view costs as select sum(cost_nano) from ledger");
  const before = await readAllRows(target.url);
  await expect(restore()).rejects.toThrow(/also holds what this version of Dramatis does not know: costs, invoices\./);
  expect(await readAllRows(target.url)).toEqual(before);
});

test("O6 in the embedded database the previous version can be restored over a newer one's data", async () => {
  await liveIn(source.url);
  await backUp();
  await liveIn(target.url);
  await query(
    target.url,
    `create table of_the_future (id bigserial, user_id text references users, kept bool); create type mood as enum ('calm');
     create function tomorrow() returns trigger language plpgsql as 'begin return new; end'; alter table turns add column mood mood;
     create trigger tomorrow before insert on users for each row execute function tomorrow();
     insert into mikro_orm_migrations (name) values ('9999-from-the-future')`,
  );
  await expect(restore()).rejects.toThrow(
    "mood, of_the_future, tomorrow. Move it elsewhere, or, where a newer version",
  );
  await restore(target.url, allMigrations, false);
  expect(await readAllRows(target.url)).toEqual(await readAllRows(source.url));
  expect(await readSchema(target.url)).toEqual(await readSchema(source.url));
});

test("O5 nothing is restored under a running server", async () => {
  await liveIn(source.url);
  await backUp();
  const database = await openDatabase(target.url);
  const lease = await openServerLease(database, { isAlone: false, report: console.error });
  await expect(restore()).rejects.toThrow("A Dramatis server runs on this database. Stop every one of them");
  await lease.close();
  await database.close();
  await restore();
});

test("O5 a backup that is truncated, damaged, foreign or newer is refused, with why", async () => {
  await liveIn(source.url);
  const { bytes } = await backUp();
  const good = await readFile(file);
  const refusal = () =>
    restore().then(
      () => null,
      (error: Error) => error.message,
    );

  await truncate(file, bytes - 1);
  expect(await refusal()).toContain("it is no backup, or a part of it is missing");
  await writeFile(file, "not a backup at all");
  expect(await refusal()).toContain("it is no backup, or a part of it is missing");
  await rm(file);
  expect(await refusal()).toBe(`There is no file ${file}.`);

  for (const entry of ["public/memories.copy", "public/users.copy", "manifest.json"]) {
    const damaged = Buffer.from(good);
    damaged[good.indexOf(entry) + entry.length + 60]! ^= 1;
    await writeFile(file, damaged);
    expect(await refusal(), entry).toMatch(/damaged/);
  }

  const writeZip = async (entries: Record<string, string>) => {
    const zip = new ZipFile();
    for (const [name, text] of Object.entries(entries)) zip.addBuffer(Buffer.from(text), name);
    zip.end();
    await writeFile(file, zip.outputStream as NodeJS.ReadableStream as never);
  };
  await writeZip({ "holiday.jpg": "…" });
  expect(await refusal()).toContain("it was not written by Dramatis");
  await writeZip({ "manifest.json": '{"product": "another"}' });
  expect(await refusal()).toContain("it was not written by Dramatis");
  await writeZip({ "manifest.json": '{"product": "dramatis", "format": 2, "version": "9.0.0"}' });
  expect(await refusal()).toContain("it has format 2, and this version reads format 1. Restore it with 9.0.0");

  await query(source.url, "insert into mikro_orm_migrations (name) values ('9999-from-the-future')");
  await rm(file);
  await backUp();
  expect(await refusal()).toContain("newer version, 1.2.3 (it has 9999-from-the-future)");
  expect(await readAllRows(target.url)).toEqual({});
});

test("O5 a backup never replaces another file, and an empty database makes none", async () => {
  await expect(backUp()).rejects.toThrow("There is nothing to back up");
  expect(await readdir(folder)).toEqual([]);
  await liveIn(source.url);
  await writeFile(file, "precious");
  await expect(backUp()).rejects.toThrow(`${file} is there already`);
  expect(await readFile(file, "utf8")).toBe("precious");
  await expect(backUp(source.url, join(folder, "missing", "a.zip"))).rejects.toThrow("There is no folder");
});
