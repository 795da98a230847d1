/** `npm run backup [file]`: one file with all data, also while servers run. Given a folder, it names the file by the time. */
import { stat } from "node:fs/promises";
import { join } from "node:path";
import { makeBackupsFolder } from "./automatic-backup.process.ts";
import { noteLastBackup } from "./last-backup.process.ts";
import { nameBackup } from "./name-backup.ts";
import { openForBackup } from "./open-for-backup.process.ts";
import { runCommand } from "./run-command.process.ts";
import { formatBytes, showProgress } from "./show-progress.process.ts";
import { writeBackup } from "./write-backup.process.ts";

await runCommand(async ({ configuration, dataFolder, version, file: named, say, signal }) => {
  const database = configuration.DATABASE_URL
    ? { url: configuration.DATABASE_URL, close: async () => undefined }
    : await openForBackup(dataFolder);
  try {
    const file = await chooseFile(named, join(dataFolder, "backups"));
    const { manifest, bytes } = await showProgress("copied", say, (onBytes) =>
      writeBackup({ databaseUrl: database.url, file, version, signal, onBytes }),
    );
    await noteLastBackup(dataFolder, file, say);
    const rows = manifest.tables.reduce((sum, table) => sum + table.rows, 0);
    console.log(`Backed up to ${file} (${formatBytes(bytes)}; ${rows} rows in ${manifest.tables.length} tables).`);
  } finally {
    await database.close();
  }
});

async function chooseFile(named: string | null, folder: string): Promise<string> {
  const name = nameBackup("dramatis", new Date());
  if (named !== null) return (await stat(named).catch(() => null))?.isDirectory() ? join(named, name) : named;
  await makeBackupsFolder(folder);
  return join(folder, name);
}
