import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { emptyDatabase, type FreshDatabase } from "../../test/fresh-database.ts";
import { allMigrations } from "../../schema/tables/migrations/all-migrations.ts";
import { unpackTracks } from "../conversation/pack-tracks.ts";
import { migrateDatabase } from "./migrate-database.store.ts";
import { openDatabase } from "./open-database.store.ts";

let fresh: FreshDatabase;
let client: pg.Client;

beforeAll(async () => {
  fresh = await emptyDatabase();
  const earlier = allMigrations.slice(
    0,
    allMigrations.findIndex(({ name }) => name.endsWith("packed-tracks")),
  );
  await migrateDatabase(fresh.url, { migrations: earlier });
  client = new pg.Client({ connectionString: fresh.url });
  await client.connect();
});
afterAll(async () => {
  await client.end();
  await fresh.drop();
});

test("W11 what was recorded before tracks were packed is read as it was", async () => {
  const long = Buffer.from(Array.from({ length: 300 }, (_, at) => at % 256));
  const recorded = { many: [long, Buffer.of(), Buffer.of(0, 255)], nobody: [] };
  for (const [circle, tracks] of Object.entries(recorded)) {
    await client.query(
      `insert into circles (id, workspace_id, place_id, topic, title, kind, mode, speed, is_private, language, x, z)
       values ($1, 'default', 'plaza', '', '', 'chat', 'auto', 7, false, 'en', 0, 0)`,
      [circle],
    );
    await client.query(
      `insert into circle_motions (circle_id, workspace_id, started_at, samples, members, tracks)
       values ($1, 'default', now(), 240, $2, $3)`,
      [circle, tracks.map((_, at) => `member ${at}`), tracks],
    );
  }
  await (await openDatabase(fresh.url)).close();
  const { rows } = await client.query<{ circle: string; tracks: Buffer }>(
    "select circle_id as circle, tracks from circle_motions",
  );
  expect(Object.fromEntries(rows.map(({ circle, tracks }) => [circle, unpackTracks(tracks)]))).toEqual(recorded);
});
