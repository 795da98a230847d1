import { randomInt } from "node:crypto";
import { keepConnection } from "./keep-connection.adapter.ts";

/** Any number; the same in every server, and no other's. */
const HOST_LOCK = 7_032_404;
const LARGEST_HOST = 2 ** 31 - 1;

export type Host = {
  /** Tells this server from every other one on its database, also from itself before a restart. */
  id: number;
  close(): Promise<void>;
};

const liveHosts = `select from pg_locks l where l.locktype = 'advisory' and l.granted and l.classid = ${HOST_LOCK} and l.objsubid = 2
  and l.database = (select oid from pg_database where datname = current_database())`;

/** Of an expression that names a host: its server lives. Nobody has hosts that are null. */
export const isHostAlive = (host: string): string => `exists (${liveHosts} and l.objid::bigint = ${host})`;

/** Some server lives on this database. */
export const isAnyHostAlive = `exists (${liveHosts})`;

/** Holds a lock that ends with this process, however it ends: by it other servers know that what it hosts is not theirs. */
export async function openHost(databaseUrl: string): Promise<Host> {
  const id = randomInt(1, LARGEST_HOST);
  const { close } = await keepConnection(databaseUrl, (client) =>
    client.query("select pg_advisory_lock($1, $2)", [HOST_LOCK, id]),
  );
  return { id, close };
}
