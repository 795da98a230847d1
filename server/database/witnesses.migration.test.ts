import { afterAll, beforeAll, expect, test } from "vitest";
import pg from "pg";
import { emptyDatabase, type FreshDatabase } from "../../test/fresh-database.ts";
import { allMigrations } from "../../schema/tables/migrations/all-migrations.ts";
import { migrateDatabase } from "./migrate-database.store.ts";
import { openDatabase } from "./open-database.store.ts";

let fresh: FreshDatabase;
let client: pg.Client;

beforeAll(async () => {
  fresh = await emptyDatabase();
  const earlier = allMigrations.slice(
    0,
    allMigrations.findIndex(({ name }) => name.endsWith("witnesses")),
  );
  await migrateDatabase(fresh.url, { migrations: earlier });
  client = new pg.Client({ connectionString: fresh.url });
  await client.connect();
});
afterAll(async () => {
  await client.end();
  await fresh.drop();
});

test("M4 A1 earlier turns are assigned to those present from the first word to the last", async () => {
  await client.query(before);
  await (await openDatabase(fresh.url)).close();
  const witnessesIn = async (table: string) => {
    const { rows } = await client.query<{ id: string; witnesses: string[] | null }>(
      `select id, witnesses from ${table}`,
    );
    return Object.fromEntries(rows.map(({ id, witnesses }) => [id, witnesses?.toSorted() ?? null]));
  };
  expect(await witnessesIn("turns")).toEqual({
    open: null,
    first: ["ada"],
    both: ["ada", "ben"],
    leaving: ["ada"],
    after: ["ada"],
    // Begun by a clock that was a second behind the database's.
    "first of a chat": ["ada"],
    chat: ["ada"],
  });
  expect(await witnessesIn("memories")).toEqual({ "of open": null, "of both": ["ada", "ben"], "of nothing": [] });
  expect(await witnessesIn("trait_changes")).toEqual({ learned: ["ada"], lost: [], "by hand": null });
});

const before = `
insert into users (id, workspace_id, name, kind, role, colour)
  select id, 'default', id, 'guest', 'guest', '#aa3333' from unnest(array['ada', 'ben']) id;
insert into personas (id, workspace_id, name, draft, place_id, version) values ('bruno', 'default', 'Bruno', '{}', 'plaza', 1);
insert into circles (id, workspace_id, owner_id, place_id, topic, title, kind, mode, speed, is_private, language, x, z, chat_session_id)
  select id, 'default', 'ada', 'plaza', '', '', 'chat', 'auto', 7, is_private, 'en', 0, 0, session
  from (values ('public', false, null), ('private', true, null), ('session', true, 's')) as c (id, is_private, session);
insert into memberships (id, workspace_id, circle_id, member_id, member_kind, member_name, seat, joined_at, left_at)
  select id, 'default', circle, member, kind, member, 0, at, until
  from (values
    ('m1', 'private', 'ada', 'person', timestamptz '2026-01-01 10:00Z', null::timestamptz),
    ('m2', 'private', 'ben', 'person', '2026-01-01 10:10Z', timestamptz '2026-01-01 10:20Z'),
    ('m3', 'private', 'bruno', 'persona', '2026-01-01 10:00Z', null),
    ('m4', 'session', 'ada', 'person', '2026-01-01 10:00Z', null)) as m (id, circle, member, kind, at, until);
insert into turns (id, workspace_id, circle_id, position, speaker_id, speaker_name, speaker_kind, text, status, started_at, ended_at, input_tokens, output_tokens, cost_nano, voice, traits_shown)
  select id, 'default', circle, row_number() over (), 'bruno', 'Bruno', 'persona', '', 'finished', at, until, 0, 0, 0, '', shown::jsonb
  from (values
    ('open', 'public', timestamptz '2026-01-01 10:05Z', timestamptz '2026-01-01 10:06Z', null),
    ('first', 'private', '2026-01-01 10:05Z', '2026-01-01 10:06Z', null),
    ('both', 'private', '2026-01-01 10:11Z', '2026-01-01 10:12Z', null),
    ('leaving', 'private', '2026-01-01 10:19Z', '2026-01-01 10:21Z', null),
    ('after', 'private', '2026-01-01 10:30Z', '2026-01-01 10:31Z', null),
    ('first of a chat', 'session', '2026-01-01 09:59:59Z', '2026-01-01 10:00Z', null),
    ('chat', 'session', '2026-01-01 10:05Z', '2026-01-01 10:06Z', '[{"name": "Curious", "evidence": "Why?"}]')) as t (id, circle, at, until, shown);
insert into memories (id, workspace_id, persona_id, kind, text, circle_id, turn_id, importance)
  select id, 'default', 'bruno', 'witnessed', '', circle, turn, 0.5
  from (values ('of open', 'public', 'open'), ('of both', 'private', 'both'), ('of nothing', 'gone', null)) as m (id, circle, turn);
insert into trait_changes (id, workspace_id, persona_id, trait_key, name, description, source, evidence)
  select id, 'default', 'bruno', 'curious', 'Curious', '', source, evidence
  from (values ('learned', 'learned', 'Why?'), ('lost', 'learned', 'Who?'), ('by hand', 'hand', null)) as h (id, source, evidence);
`;
