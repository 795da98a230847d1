import pg from "pg";

/** Breaks the connections of all buses of this database, and lets them come back when `change` is done. */
export async function whileNotListening(databaseUrl: string, change: () => Promise<unknown>): Promise<void> {
  const name = new URL(databaseUrl).pathname.slice(1);
  const elsewhere = new URL(databaseUrl);
  elsewhere.pathname = "/postgres";
  const client = new pg.Client({ connectionString: elsewhere.href });
  await client.connect();
  try {
    await client.query(`alter database ${name} allow_connections false`);
    await client.query(
      "select pg_terminate_backend(pid) from pg_stat_activity where datname = $1 and query like 'listen %' or query = 'select'",
      [name],
    );
    await change();
  } finally {
    await client.query(`alter database ${name} allow_connections true`);
    await client.end();
  }
}
