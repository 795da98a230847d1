/** `npm run restore file`: replaces all data by a backup's. No server may run on that data. */
import { join } from "node:path";
import { openOwnDatabase } from "../database/open-own-database.process.ts";
import { StartProblem } from "../database/start-problem.ts";
import { openArchive, verifyArchive } from "./archive.process.ts";
import { backUpBefore } from "./automatic-backup.process.ts";
import { knownMigrations, restoreBackup } from "./restore-backup.store.ts";
import { runCommand } from "./run-command.process.ts";
import { showProgress } from "./show-progress.process.ts";

await runCommand(async ({ configuration, dataFolder, version, file, say, signal }) => {
  if (file === null) throw new StartProblem("Name the backup to restore: npm run restore FILE");
  const archive = await openArchive(file, knownMigrations);
  try {
    const { createdAt, tables, version: writtenBy } = archive.manifest;
    const bytes = tables.reduce((sum, table) => sum + table.bytes, 0);
    say(`${file} was written at ${createdAt} by version ${writtenBy}. Verifying …`);
    await showProgress("verified", say, (onBytes) => verifyArchive(archive, signal, onBytes), bytes);
    const own = configuration.DATABASE_URL
      ? null
      : await openOwnDatabase(join(dataFolder, "postgres"), "npm run restore", { onNews: say, onLost: say });
    try {
      const databaseUrl = configuration.DATABASE_URL ?? own!.url;
      const isOn = configuration.AUTOMATIC_BACKUPS === "on";
      const backUp = () => backUpBefore({ databaseUrl, dataFolder, version, isOn, before: "restore", say, signal });
      const restore = (onBytes: (count: number) => void) =>
        restoreBackup({ databaseUrl, isShared: own === null, archive, signal, onBytes, backUp });
      await showProgress("restored", say, restore, bytes);
    } finally {
      await own?.close();
    }
    const rows = tables.reduce((sum, table) => sum + table.rows, 0);
    console.log(`Restored ${rows} rows in ${tables.length} tables, as of ${createdAt}. The server can be started.`);
  } finally {
    archive.close();
  }
});
