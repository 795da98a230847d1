import { Client } from "pg";
import { expect, test } from "vitest";
import { emptyDatabase, freshDatabase, type FreshDatabase } from "./fresh-database.ts";

test("two fresh databases do not see each other's tables, and a dropped one is gone", async () => {
  const [one, other] = [await freshDatabase(), await freshDatabase()];
  const client = new Client({ connectionString: one.url });
  await client.connect();
  await client.query("CREATE TABLE only_here (id int)");
  await client.end();

  const stranger = new Client({ connectionString: other.url });
  await stranger.connect();
  await expect(stranger.query("SELECT * FROM only_here")).rejects.toThrow("does not exist");
  await stranger.end();

  await one.drop();
  await other.drop();
  const late = new Client({ connectionString: one.url });
  await expect(late.connect()).rejects.toThrow("does not exist");
});

test("a fresh database has all tables, an empty one has none", async () => {
  const tablesIn = async ({ url, drop }: FreshDatabase) => {
    const client = new Client({ connectionString: url });
    await client.connect();
    const { rows } = await client.query("SELECT tablename FROM pg_tables WHERE schemaname = 'public'");
    await client.end();
    await drop();
    return rows.map(({ tablename }) => tablename);
  };
  expect(await tablesIn(await freshDatabase())).toEqual(expect.arrayContaining(["users", "turns"]));
  expect(await tablesIn(await emptyDatabase())).toEqual([]);
});
