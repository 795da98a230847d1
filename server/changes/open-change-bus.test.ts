import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { whileNotListening } from "../../test/changes/while-not-listening.ts";
import { freshDatabase, type FreshDatabase } from "../../test/fresh-database.ts";
import { openDatabase, type Database } from "../database/open-database.store.ts";
import { openChangeBus, type ChangeBus } from "./open-change-bus.adapter.ts";
import { publishChange } from "./publish-change.ts";

let fresh: FreshDatabase;
let database: Database;
/** As of two server processes. */
let buses: ChangeBus[];
let heard: unknown[][];
let gaps: number[];
let reported: unknown[];

beforeAll(async () => {
  fresh = await freshDatabase();
  database = await openDatabase(fresh.url);
});
afterAll(async () => {
  await database.close();
  await fresh.drop();
});
beforeEach(async () => {
  [heard, gaps, reported] = [[[], []], [0, 0], []];
  const open = () => openChangeBus(fresh.url, (error) => reported.push(error));
  buses = [await open(), await open()];
  buses.forEach((bus, index) =>
    bus.subscribe("consents", {
      onChange: (change) => heard[index]!.push(change),
      onGap: () => void (gaps[index]! += 1),
    }),
  );
});
afterEach(async () => void (await Promise.all(buses.map((bus) => bus.close()))));

const publish = (userId: string) => publishChange(database.em(), "consents", { userId });

test("O4 every process hears of a change once it is committed, in order, and of none that was taken back", async () => {
  const undone = database.em().transactional(async (em) => {
    await publishChange(em, "consents", { userId: "nobody" });
    throw new Error("taken back");
  });
  await expect(undone).rejects.toThrow("taken back");
  await publish("ada");
  await database.em().transactional(async (em) => {
    await publishChange(em, "model_settings", { workspaceId: "default" });
    await publishChange(em, "consents", { userId: "bob" });
    expect(heard[1]).not.toContainEqual({ userId: "bob" });
  });
  await expect.poll(() => heard).toEqual(Array(2).fill([{ userId: "ada" }, { userId: "bob" }]));
});

test("O4 after a broken line whoever listens is told that something may have been missed, and hears again", async () => {
  await whileNotListening(fresh.url, () => publish("missed"));
  await expect.poll(() => gaps, { timeout: 5_000 }).toEqual([1, 1]);
  await publish("ada");
  await expect.poll(() => heard).toEqual(Array(2).fill([{ userId: "ada" }]));
});

test("O4 what another version tells and this one cannot read is reported, and the next is heard", async () => {
  await database.em().execute("select pg_notify('consents', '{\"who\": 1}')");
  await publish("ada");
  await expect.poll(() => heard).toEqual(Array(2).fill([{ userId: "ada" }]));
  expect(reported).toHaveLength(2);
});
