import { randomInt } from "node:crypto";
import { HOST_LOCK } from "./advisory-locks.ts";
import { keepConnection } from "./keep-connection.adapter.ts";

const LARGEST_HOST = 2 ** 31 - 1;

export type Host = {
  /** Identifies this server among all on its database, even across its own restarts. */
  id: number;
  close(): Promise<void>;
};

const liveHosts = `select from pg_locks l where l.locktype = 'advisory' and l.granted and l.classid = ${HOST_LOCK} and l.objsubid = 2
  and l.database = (select oid from pg_database where datname = current_database())`;

/** SQL: whether the server of the host in the expression `host` is alive; false for null. */
export const isHostAlive = (host: string): string => `exists (${liveHosts} and l.objid::bigint = ${host})`;

/** SQL: whether any server on this database is alive. */
export const isAnyHostAlive = `exists (${liveHosts})`;

/** Holds a lock that ends with this process, however it ends: by it, other workers see that its jobs are being worked on. */
export async function openHost(databaseUrl: string): Promise<Host> {
  const id = randomInt(1, LARGEST_HOST);
  const { close } = await keepConnection(databaseUrl, (client) =>
    client.query("select pg_advisory_lock($1, $2)", [HOST_LOCK, id]),
  );
  return { id, close };
}
