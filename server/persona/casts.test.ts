import { resolve } from "node:path";
import { expect, test } from "vitest";
import { freshDatabase } from "../../test/fresh-database.ts";
import { openDatabase } from "../database/open-database.store.ts";
import { seedCasts } from "./casts.process.ts";
import { createPersonaStore } from "./persona.store.ts";

const casts = resolve(import.meta.dirname, "../../casts");

test("M2 servers that start at once on a new database bring one cast", async () => {
  const fresh = await freshDatabase();
  const database = await openDatabase(fresh.url);
  const store = createPersonaStore(database, (problem) => {
    throw problem;
  });
  const seed = () => seedCasts(store, casts, "default", [{ id: "plaza", cast: "plaza" }]);
  await Promise.all([seed(), seed(), seed()]);
  const names = await store.castNames("default");
  expect(names.length).toBeGreaterThan(5);
  expect(new Set(names).size).toBe(names.length);
  await database.close();
  await fresh.drop();
});
