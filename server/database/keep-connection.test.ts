import { afterAll, beforeAll, expect, test } from "vitest";
import { freshDatabase, type FreshDatabase } from "../../test/fresh-database.ts";
import { keepConnection } from "./keep-connection.adapter.ts";
import { openDatabase, type Database } from "./open-database.store.ts";

const LOCK = 41;
let fresh: FreshDatabase;
let database: Database;
beforeAll(async () => {
  fresh = await freshDatabase();
  database = await openDatabase(fresh.url);
});
afterAll(async () => {
  await database.close();
  await fresh.drop();
});

const query = <Row>(sql: string) => database.em().getConnection().execute<Row[]>(sql);
const holders = async () =>
  (await query<{ pid: number }>(`select pid from pg_locks where locktype = 'advisory' and objid = ${LOCK}`)).map(
    ({ pid }) => pid,
  );

test("O5 a broken connection is reopened and prepared again; a closed one stays closed", async () => {
  let returned = 0;
  const kept = await keepConnection(fresh.url, (client) => client.query(`select pg_advisory_lock(${LOCK})`), {
    onReturn: () => (returned += 1),
  });
  const [first] = await holders();
  await query(`select pg_terminate_backend(${first})`);
  await expect.poll(() => returned).toBe(1);
  const [second] = await holders();
  expect(second).toBeDefined();
  expect(second).not.toBe(first);
  await kept.close();
  await expect.poll(holders).toEqual([]);
  expect(returned).toBe(1);
});

test("O5 one that is unavailable at first is refused", async () => {
  const away = new URL(fresh.url);
  away.pathname = "/no-such-database";
  await expect(keepConnection(away.href, async () => undefined)).rejects.toThrow("does not exist");
});
