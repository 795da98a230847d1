import { once } from "node:events";
import { pipeline } from "node:stream/promises";
import type { Client } from "pg";
import { to as copyTo } from "pg-copy-streams";
import { ZipFile } from "yazl";
import { connectClient } from "../database/connect-client.adapter.ts";
import { StartProblem } from "../database/start-problem.ts";
import { writeBackupFile } from "./backup-file.process.ts";
import {
  explainDatabaseError,
  listMigrations,
  listSequences,
  listTables,
  prepareSession,
  quoteTable,
  type KeptTable,
} from "./kept-tables.store.ts";
import { createManifest, entryOf, MANIFEST_ENTRY, type Manifest, type TableCopy } from "./manifest.ts";
import { RowMeter } from "./row-meter.ts";

export type WriteBackupOptions = {
  databaseUrl: string;
  /** Must not exist yet. */
  file: string;
  /** Of this product. */
  version: string;
  signal: AbortSignal;
  /** Called with the number of further bytes read. */
  onBytes?: (count: number) => void;
};

export type WrittenBackup = { manifest: Manifest; bytes: number };

/**
 * Copies a snapshot of the database into one zip archive: each table in Postgres's own format, and a
 * manifest. Servers keep running meanwhile. Memory does not grow with the data. Throws StartProblem.
 */
export async function writeBackup(options: WriteBackupOptions): Promise<WrittenBackup> {
  const client = await connectClient(options.databaseUrl);
  const failure = new AbortController();
  const signal = AbortSignal.any([options.signal, failure.signal]);
  try {
    const zip = new ZipFile();
    zip.on("error", () => undefined); // reported by the stream that fails
    const failBoth = (error: unknown): never => {
      failure.abort(error);
      throw error;
    };
    const [filled, written] = await Promise.allSettled([
      fillArchive(client, zip, { ...options, signal }).catch(failBoth),
      writeBackupFile(options.file, zip.outputStream, signal).catch(failBoth),
    ]);
    if (filled.status === "rejected" || written.status === "rejected") throw failure.signal.reason;
    return { manifest: filled.value, bytes: written.value.bytes };
  } catch (error) {
    throw explainDatabaseError(error);
  } finally {
    await client.end();
  }
}

async function fillArchive(client: Client, zip: ZipFile, options: WriteBackupOptions): Promise<Manifest> {
  await prepareSession(client);
  await client.query("begin isolation level repeatable read, read only");
  const tables = await listTables(client);
  // From now on no migration of another process can change them.
  if (tables.length > 0)
    await client.query(
      `lock table ${tables.map((table) => quoteTable(client, table).table).join(", ")} in access share mode`,
    );
  const migrations = await listMigrations(client);
  if (migrations.length === 0) throw new StartProblem("There is nothing to back up: the database holds no data yet.");
  const { rows } = await client.query<{ server_version: string }>("show server_version");
  const copies: TableCopy[] = [];
  for (const table of tables) copies.push(await copyTable(client, zip, table, options));
  const manifest = createManifest({
    version: options.version,
    createdAt: new Date().toISOString(),
    postgresVersion: rows[0]!.server_version,
    migrations,
    tables: copies,
    sequences: await listSequences(client),
  });
  await client.query("commit");
  zip.addBuffer(Buffer.from(JSON.stringify(manifest, null, 2)), MANIFEST_ENTRY);
  zip.end();
  return manifest;
}

async function copyTable(
  client: Client,
  zip: ZipFile,
  kept: KeptTable,
  { signal, onBytes }: WriteBackupOptions,
): Promise<TableCopy> {
  const { table, columns } = quoteTable(client, kept);
  const meter = new RowMeter((count) => onBytes?.(count));
  // Postgres copies a partitioned table only as the result of a query.
  const rows = client.query(copyTo(`copy (select ${columns} from ${table}) to stdout`));
  zip.addReadStream(meter, entryOf(kept), { forceZip64Format: true });
  await pipeline(rows, meter, { signal });
  if (!meter.readableEnded) await once(meter, "end", { signal });
  return { ...kept, ...meter.measure() };
}
