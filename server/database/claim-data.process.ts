import pg from "pg";
import { StartProblem } from "./start-problem.ts";

export type DataClaim = {
  /** Resolves when the database ends the claim, as when its process dies. */
  lost: Promise<void>;
  release(): Promise<void>;
};

/** Any number; the same in every server. */
const SERVER_LOCK = 7_032_402;

/**
 * Makes this process the one server of an embedded database. The lock ends with its connection, so
 * a killed server leaves none behind. Throws StartProblem that names where the other one is.
 */
export async function claimData(databaseUrl: string, publicUrl: string): Promise<DataClaim> {
  const client = new pg.Client({
    connectionString: databaseUrl,
    application_name: publicUrl.slice(0, 63),
    keepAlive: true,
  });
  const lost = new Promise<void>((resolve) => client.once("end", resolve));
  client.on("error", () => undefined); // told by "end", which follows
  await client.connect();
  const { rows } = await client.query<{ locked: boolean }>("select pg_try_advisory_lock($1) as locked", [SERVER_LOCK]);
  if (rows[0]?.locked) return { lost, release: () => client.end() };
  const holder = await client.query<{ url: string }>(
    "select application_name as url from pg_locks join pg_stat_activity using (pid) where locktype = 'advisory' and objid = $1 and granted",
    [SERVER_LOCK],
  );
  await client.end();
  throw new StartProblem(
    `Dramatis already runs on this data, at ${holder.rows[0]?.url ?? "another address"}. Open it there, stop it first, or set DATA_DIR to another folder.`,
  );
}
