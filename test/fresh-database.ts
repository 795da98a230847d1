import { randomUUID } from "node:crypto";
import { Client } from "pg";
import { inject } from "vitest";

export interface FreshDatabase {
  /** Connection string of an empty database that nothing else uses. */
  url: string;
  /** Removes it, ending connections that are still open. */
  drop(): Promise<void>;
}

/** An empty database in the run's real Postgres: take one in `beforeAll`, drop it in `afterAll`. */
export async function freshDatabase(): Promise<FreshDatabase> {
  const server = inject("postgresUrl");
  const name = `test_${randomUUID().replaceAll("-", "")}`;
  await execute(server, `CREATE DATABASE ${name}`);
  return {
    url: `${server}/${name}`,
    drop: () => execute(server, `DROP DATABASE ${name} WITH (FORCE)`),
  };
}

async function execute(server: string, sql: string): Promise<void> {
  const client = new Client({ connectionString: `${server}/postgres` });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
