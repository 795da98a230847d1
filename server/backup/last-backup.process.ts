import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";

const LastBackup = z.object({ at: z.iso.datetime(), file: z.string() });
export type LastBackup = z.infer<typeof LastBackup>;

const noteOf = (dataFolder: string): string => join(dataFolder, "last-backup.json");

/** Records the last backup for `npm run doctor`, wherever it was written. A failure to record it does not fail the backup. */
export async function noteLastBackup(dataFolder: string, file: string, say: (line: string) => void): Promise<void> {
  const note: LastBackup = { at: new Date().toISOString(), file };
  await writeFile(noteOf(dataFolder), JSON.stringify(note)).catch((error: Error) =>
    say(`npm run doctor will not know of this backup: ${error.message}`),
  );
}

export async function readLastBackup(dataFolder: string): Promise<LastBackup | null> {
  const note: unknown = await readFile(noteOf(dataFolder), "utf8").then(JSON.parse, () => null);
  return LastBackup.safeParse(note).data ?? null;
}
