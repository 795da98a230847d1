/** The file of a backup: written completely or not at all, and readable only by its owner. */
import { createWriteStream } from "node:fs";
import { open, readdir, rename, rm, stat, statfs } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import { isAlive } from "../database/postmaster.process.ts";
import { describeDirectoryProblem, StartProblem } from "../database/start-problem.ts";

/** A backup beside the database must leave the space that the database needs to keep working. */
const LEAST_FREE_BYTES = 64 * 1024 ** 2;
const LOOK_BYTES = 8 * 1024 ** 2;
const OWNER_ONLY = 0o600;
const PART = /\.(\d+)\.part$/;

/** Writes under a temporary name, and renames once everything is on disk. Throws StartProblem when that is not possible. */
export async function writeBackupFile(
  file: string,
  content: NodeJS.ReadableStream,
  signal: AbortSignal,
): Promise<{ bytes: number }> {
  const folder = dirname(file);
  await removeAbandonedParts(folder);
  const part = `${file}.${process.pid}.part`;
  try {
    if (await stat(file).catch(() => null))
      throw new StartProblem(`${file} is there already. Choose another name, or remove it first.`);
    await pipeline(content, keepRoom(folder), createWriteStream(part, { flags: "wx", mode: OWNER_ONLY, flush: true }), {
      signal,
    });
    const { size } = await stat(part);
    await rename(part, file);
    await syncFolder(folder);
    return { bytes: size };
  } catch (error) {
    await rm(part, { force: true });
    const { code, path } = error as NodeJS.ErrnoException;
    if (code === "ENOENT" && path === part)
      throw new StartProblem(`There is no folder ${folder}. Make it first, or choose another.`, { cause: error });
    const problem = code && describeDirectoryProblem(code, folder);
    throw problem ? new StartProblem(problem, { cause: error }) : error;
  }
}

/** Fails with the disk's own error code before the disk is full. */
function keepRoom(folder: string): Transform {
  let unlooked = LOOK_BYTES;
  return new Transform({
    async transform(chunk: Buffer, _encoding, done) {
      unlooked += chunk.length;
      if (unlooked >= LOOK_BYTES) {
        unlooked = 0;
        const { bavail, bsize } = await statfs(folder).catch(() => ({ bavail: Infinity, bsize: 1 }));
        if (bavail * bsize < LEAST_FREE_BYTES)
          return done(Object.assign(new Error("no space left beside the backup"), { code: "ENOSPC" }));
      }
      done(null, chunk);
    },
  });
}

/** Removes the partial files of killed backups. */
async function removeAbandonedParts(folder: string): Promise<void> {
  for (const name of await readdir(folder).catch((): string[] => [])) {
    const pid = PART.exec(basename(name))?.[1];
    if (pid && !isAlive(Number(pid))) await rm(join(folder, name), { force: true });
  }
}

/** Writes the new name to disk, too. Not every system supports that for folders. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder).catch(() => null);
  await handle?.sync().catch(() => undefined);
  await handle?.close();
}
