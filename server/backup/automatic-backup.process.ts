/** The backups that Dramatis makes automatically, before it changes all data (SPEC O6). */
import { chmod, readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { makeFolder } from "../database/data-folder.process.ts";
import { describeDirectoryProblem, StartProblem } from "../database/start-problem.ts";
import { nameBackup } from "./name-backup.ts";
import { noteLastBackup } from "./last-backup.process.ts";
import { showProgress } from "./show-progress.process.ts";
import { writeBackup } from "./write-backup.process.ts";

/** How many automatic backups are kept; the operator's own are never removed. */
const KEPT = 5;
const PREFIX = "before-";

type AutomaticBackupOptions = {
  databaseUrl: string;
  dataFolder: string;
  version: string;
  /** AUTOMATIC_BACKUPS */
  isOn: boolean;
  /** The operation that follows, for the file's name: a migration, or "restore". */
  before: string;
  say(line: string): void;
  signal?: AbortSignal;
};

/** Resolves with the file, or with null when automatic backups are off. On StartProblem, what follows must not begin. */
export async function backUpBefore(options: AutomaticBackupOptions): Promise<string | null> {
  const { databaseUrl, dataFolder, version, isOn, before, say, signal = new AbortController().signal } = options;
  if (!isOn) {
    say(`No backup is made before ${before}: AUTOMATIC_BACKUPS is off.`);
    return null;
  }
  const folder = join(dataFolder, "backups");
  const file = join(folder, nameBackup(PREFIX + before, new Date()));
  try {
    await makeBackupsFolder(folder);
    say(`Backing up the data before ${before} …`);
    await showProgress("copied", say, (onBytes) => writeBackup({ databaseUrl, file, version, signal, onBytes }));
  } catch (error) {
    signal.throwIfAborted();
    throw new StartProblem(
      `The data could not be backed up before ${before}, so nothing was changed: ${(error as Error).message} Once that is solved, try again; or set AUTOMATIC_BACKUPS=off where you have a backup of your own.`,
      { cause: error },
    );
  }
  say(`Backed up to ${file}`);
  await noteLastBackup(dataFolder, file, say);
  const automatic = (await readdir(folder)).filter((name) => name.startsWith(PREFIX) && name.endsWith(".zip"));
  for (const name of automatic.sort(byTime).slice(0, -KEPT)) await rm(join(folder, name), { force: true });
  return file;
}

/** Creates the folder, readable only by its owner. Throws StartProblem. */
export async function makeBackupsFolder(folder: string): Promise<void> {
  try {
    await makeFolder(folder);
    await chmod(folder, 0o700);
  } catch (cause) {
    throw new StartProblem(describeDirectoryProblem(String(cause), folder) ?? String(cause), { cause });
  }
}

/** Names end with their time. */
const timeOf = (name: string): string => name.slice(-"2026-11-30T09-23-00-000Z.zip".length);
const byTime = (one: string, other: string): number => (timeOf(one) < timeOf(other) ? -1 : 1);
