import { Client } from "pg";
import { expect, test } from "vitest";
import { freshDatabase } from "./fresh-database.ts";

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
