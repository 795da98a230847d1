import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { breakableLine, type BreakableLine } from "../../test/changes/breakable-line.ts";
import { freshDatabase, type FreshDatabase } from "../../test/fresh-database.ts";
import { openDatabase, type Database } from "../database/open-database.store.ts";
import { openChangeBus, type ChangeBus } from "./open-change-bus.adapter.ts";
import { publishChange } from "./publish-change.ts";

let fresh: FreshDatabase;
let database: Database;
let line: BreakableLine;
/** One for each of two server processes. */
let buses: ChangeBus[];
let received: unknown[][];
let gaps: number[];
let reported: unknown[];

beforeAll(async () => {
  fresh = await freshDatabase();
  database = await openDatabase(fresh.url);
  line = await breakableLine(fresh.url);
});
afterAll(async () => {
  await line.close();
  await database.close();
  await fresh.drop();
});
beforeEach(async () => {
  [received, gaps, reported] = [[[], []], [0, 0], []];
  const open = () => openChangeBus(line.url, (error) => reported.push(error));
  buses = [await open(), await open()];
  buses.forEach((bus, index) =>
    bus.subscribe("consents", {
      onChange: (change) => received[index]!.push(change),
      onGap: () => void (gaps[index]! += 1),
    }),
  );
});
afterEach(async () => void (await Promise.all(buses.map((bus) => bus.close()))));

const publish = (userId: string) => publishChange(database.em(), "consents", { userId });

test("O4 every process is notified of a change once it is committed, in order, and of none that was rolled back", async () => {
  const undone = database.em().transactional(async (em) => {
    await publishChange(em, "consents", { userId: "nobody" });
    throw new Error("rolled back");
  });
  await expect(undone).rejects.toThrow("rolled back");
  await publish("ada");
  await database.em().transactional(async (em) => {
    await publishChange(em, "model_settings", { workspaceId: "default" });
    await publishChange(em, "consents", { userId: "bob" });
    expect(received[1]).not.toContainEqual({ userId: "bob" });
  });
  await expect.poll(() => received).toEqual(Array(2).fill([{ userId: "ada" }, { userId: "bob" }]));
});

test("O4 after a broken connection subscribers are notified of the gap, and receive changes again", async () => {
  await line.breakWhile(() => publish("missed"));
  await expect.poll(() => gaps, { timeout: 5_000 }).toEqual([1, 1]);
  await publish("ada");
  await expect.poll(() => received).toEqual(Array(2).fill([{ userId: "ada" }]));
});

test("O4 a change of another version that this one cannot read is reported, and the next one is received", async () => {
  await database.em().execute("select pg_notify('consents', '{\"who\": 1}')");
  await publish("ada");
  await expect.poll(() => received).toEqual(Array(2).fill([{ userId: "ada" }]));
  expect(reported).toHaveLength(2);
});
