/** The database as every process of ours opens it: brought forward, with a backup before. */
import { backUpBefore } from "./backup/automatic-backup.process.ts";
import { openDatabase, type Database } from "./database/open-database.store.ts";
import type { ProcessPorts } from "./run-process.process.ts";

export async function openData(ports: ProcessPorts, databaseUrl: string, maxConnections?: number): Promise<Database> {
  const { configuration, dataFolder, version, say, tell } = ports;
  const isOn = configuration.AUTOMATIC_BACKUPS === "on";
  const database = await openDatabase(databaseUrl, {
    ...(maxConnections !== undefined && { maxConnections }),
    warn: say,
    backUp: (before) => backUpBefore({ databaseUrl, dataFolder, version, isOn, before, say: tell }),
  });
  ports.atEnd(database.close);
  return database;
}
