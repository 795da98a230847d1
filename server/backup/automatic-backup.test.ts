import { execFileSync } from "node:child_process";
import { mkdir, mkdtemp, readdir, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Migration } from "@mikro-orm/migrations";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { allMigrations } from "../../schema/tables/migrations/all-migrations.ts";
import { liveIn, query, readAllRows } from "../../test/backup/lived-in-database.ts";
import { emptyDatabase, type FreshDatabase } from "../../test/fresh-database.ts";
import { openDatabase } from "../database/open-database.store.ts";
import { backUpBefore } from "./automatic-backup.process.ts";
import { readLastBackup } from "./last-backup.process.ts";

vi.setConfig({ testTimeout: 240_000 });

class Adds extends Migration {
  override up(): void {
    this.addSql("create table ideas (id text primary key)");
  }
}
class Fails extends Migration {
  override up(): void {
    this.addSql("delete from reactions");
    this.addSql("select 1 / 0");
  }
}

let fresh: FreshDatabase;
let dataFolder: string;
let said: string[];

beforeEach(async () => {
  fresh = await emptyDatabase();
  dataFolder = await mkdtemp(join(tmpdir(), "dramatis data "));
  said = [];
});
afterEach(async () => {
  await Promise.all([fresh.drop(), rm(dataFolder, { recursive: true, force: true })]);
});

/** Migrates like a start of the next version. */
const update = async (next: (typeof Migration)[], isOn = true) =>
  (
    await openDatabase(fresh.url, {
      migrations: [
        ...allMigrations,
        ...next.map((migration, index) => ({ name: `9990-next-${index}`, class: migration as typeof Adds })),
      ],
      backUp: (before) =>
        backUpBefore({
          databaseUrl: fresh.url,
          dataFolder,
          version: "1.2.3",
          isOn,
          before,
          say: (line) => said.push(line),
        }),
    })
  ).close();

const listBackups = async () => (await readdir(join(dataFolder, "backups"))).toSorted();
const ideas = () => query<{ ideas: string | null }>(fresh.url, "select to_regclass('ideas') as ideas");

test("O6 an update of data that is there backs it up first, says where, and a first start does not", async () => {
  await update([]);
  expect(said).toEqual([]);
  await liveIn(fresh.url);
  await update([]);
  expect(said).toEqual([]);
  await update([Adds]);
  const [name] = await listBackups();
  expect(name).toMatch(/^before-9990-next-0-\d{4}-.*\.zip$/);
  const file = join(dataFolder, "backups", name!);
  expect([said[0], said.at(-1)]).toEqual(["Backing up the data before 9990-next-0 …", `Backed up to ${file}`]);
  expect(await readLastBackup(dataFolder)).toEqual({ at: expect.any(String), file });
  expect((await stat(join(dataFolder, "backups"))).mode & 0o077).toBe(0);
  expect(await ideas()).toEqual([{ ideas: "ideas" }]);
});

test("O6 a migration that fails half-way changes nothing, names the backup, and the previous version still works", async () => {
  await liveIn(fresh.url);
  const before = await readAllRows(fresh.url);
  const failure = await update([Adds, Fails]).catch((error: Error) => error.message);
  const file = join(dataFolder, "backups", (await listBackups())[0]!);
  expect(failure).toContain("could not be brought up to date and was left as it was");
  expect(failure).toContain("division by zero");
  expect(failure).toContain(`npm run restore "${file}"`);
  expect(await readAllRows(fresh.url)).toEqual(before);
  await update([]);
});

test("O6 of the backups made by themselves the last five are kept, and the operator's own all", async () => {
  await liveIn(fresh.url);
  await mkdir(join(dataFolder, "backups"));
  const own = "dramatis-2020-01-01T00-00-00-000Z.zip";
  await writeFile(join(dataFolder, "backups", own), "");
  for (let month = 1; month <= 6; month += 1)
    await writeFile(join(dataFolder, "backups", `before-${10 - month}-x-2020-0${month}-01T00-00-00-000Z.zip`), "");
  await update([Adds]);
  expect(await listBackups()).toEqual([
    "before-4-x-2020-06-01T00-00-00-000Z.zip",
    "before-5-x-2020-05-01T00-00-00-000Z.zip",
    "before-6-x-2020-04-01T00-00-00-000Z.zip",
    "before-7-x-2020-03-01T00-00-00-000Z.zip",
    expect.stringMatching(/^before-9990-next-0-/),
    own,
  ]);
});

test("O6 where no backup can be written nothing is migrated, with why, unless the operator goes without", async () => {
  await liveIn(fresh.url);
  await writeFile(join(dataFolder, "backups"), "in the way");
  const refusal = await update([Adds]).catch((error: Error) => error.message);
  expect(refusal).toContain("could not be backed up before 9990-next-0, so nothing was changed");
  expect(refusal).toContain("a file of that name is in the way");
  expect(refusal).toContain("AUTOMATIC_BACKUPS=off");
  expect(await ideas()).toEqual([{ ideas: null }]);
  await update([Adds], false);
  expect(said.at(-1)).toBe("No backup is made before 9990-next-0: AUTOMATIC_BACKUPS is off.");
  expect(await ideas()).toEqual([{ ideas: "ideas" }]);
});

test("O6 a backup leaves the database its room on the disk", async ({ skip }) => {
  await liveIn(fresh.url);
  const folder = join(dataFolder, "backups");
  await mkdir(folder);
  try {
    execFileSync("mount", ["-t", "tmpfs", "-o", "size=32m", "tmpfs", folder], { stdio: "ignore" });
  } catch {
    return skip("this user may not mount a small disk");
  }
  try {
    await expect(update([Adds])).rejects.toThrow(/nothing was changed: The disk that holds .*backups is full/);
    expect(await listBackups()).toEqual([]);
  } finally {
    execFileSync("umount", ["--lazy", folder]);
  }
});
