/** Opens the database for every process of ours: migrated, after a backup. */
import { backUpBefore } from "./backup/automatic-backup.process.ts";
import { openDatabase, type Database } from "./database/open-database.store.ts";
import type { ProcessPorts } from "./run-process.process.ts";

export async function openData(ports: ProcessPorts, databaseUrl: string, maxConnections?: number): Promise<Database> {
  const { configuration, dataFolder, version, say, warnOperator } = ports;
  const isOn = configuration.AUTOMATIC_BACKUPS === "on";
  const database = await openDatabase(databaseUrl, {
    ...(maxConnections !== undefined && { maxConnections }),
    applicationUrl: configuration.DATABASE_APP_URL,
    warn: say,
    backUp: (before) => backUpBefore({ databaseUrl, dataFolder, version, isOn, before, say: warnOperator }),
  });
  ports.atEnd(database.close);
  return database;
}
