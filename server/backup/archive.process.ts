/** Reads a backup: a zip archive whose last entry is its manifest. */
import type { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { buffer } from "node:stream/consumers";
import { crc32 } from "node:zlib";
import { openPromise, type Entry, type ZipFile } from "yauzl";
import { StartProblem } from "../database/start-problem.ts";
import { entryOf, MANIFEST_ENTRY, readManifest, type Manifest, type TableCopy } from "./manifest.ts";
import { RowMeter } from "./row-meter.ts";

export type Archive = {
  manifest: Manifest;
  openTable(table: TableCopy): Promise<Readable>;
  close(): void;
};

const LARGEST_MANIFEST_BYTES = 16 * 1024 ** 2;

/** Throws StartProblem for a file that is not a backup this version can read. */
export async function openArchive(file: string, knownMigrations: string[]): Promise<Archive> {
  const refuse = (why: string, cause?: unknown) =>
    new StartProblem(`${file} cannot be restored: ${why}. Nothing was changed.`, { cause });
  const zip = await openPromise(file, { autoClose: false, lazyEntries: true }).catch((error: Error) => {
    const { code } = error as NodeJS.ErrnoException;
    throw code === "ENOENT"
      ? new StartProblem(`There is no file ${file}.`)
      : refuse(code ?? "it is no backup, or a part of it is missing", error);
  });
  try {
    const entries = await readEntries(zip);
    const entry = entries.get(MANIFEST_ENTRY);
    if (!entry || entry.uncompressedSize > LARGEST_MANIFEST_BYTES) throw refuse("it was not written by Dramatis");
    const json = await buffer(await zip.openReadStreamPromise(entry));
    if (crc32(json) !== entry.crc32) throw refuse("its manifest is damaged");
    const manifest = readManifest(json.toString(), knownMigrations);
    if ("problem" in manifest) throw refuse(manifest.problem);
    return {
      manifest,
      async openTable(table) {
        const found = entries.get(entryOf(table));
        if (!found) throw refuse(`it lacks the table ${table.name}`);
        return zip.openReadStreamPromise(found);
      },
      close: () => zip.close(),
    };
  } catch (error) {
    zip.close();
    throw error instanceof StartProblem ? error : refuse("it is damaged", error);
  }
}

async function readEntries(zip: ZipFile): Promise<Map<string, Entry>> {
  const entries = new Map<string, Entry>();
  for await (const entry of zip.eachEntry()) entries.set(entry.fileName, entry);
  return entries;
}

/** Reads every table completely and compares it with the manifest. Throws StartProblem that names the first that differs. */
export async function verifyArchive(
  archive: Archive,
  signal: AbortSignal,
  onBytes: (count: number) => void,
): Promise<void> {
  for (const table of archive.manifest.tables) {
    const meter = new RowMeter(onBytes);
    const damaged = new StartProblem(`The backup is damaged, in its table ${table.name}. Nothing was changed.`);
    try {
      await pipeline(await archive.openTable(table), meter.resume(), { signal });
    } catch (error) {
      signal.throwIfAborted();
      throw error instanceof StartProblem ? error : Object.assign(damaged, { cause: error });
    }
    const { rows, bytes, sha256 } = meter.measure();
    if (rows !== table.rows || bytes !== table.bytes || sha256 !== table.sha256) throw damaged;
  }
}
