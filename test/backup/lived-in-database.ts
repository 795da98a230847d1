/** For tests of backups: databases with data in every table, and reading all of it. */
import pg from "pg";
import { scopeOfSystem } from "../../engine/scope/scope.ts";
import { JOBS_BOOKKEEPING } from "../../server/backup/kept-tables.store.ts";
import { openDatabase } from "../../server/database/open-database.store.ts";
import { openJobs } from "../../server/jobs/open-jobs.process.ts";
import { reconcileBillsJob } from "../../server/reconciliation/reconcile-bills.job.ts";

export async function query<Row extends object>(url: string, sql: string, values: unknown[] = []): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Row>(sql, values)).rows;
  } finally {
    await client.end();
  }
}

/** Text that a careless format would change. */
const ODD_TEXT = "tab\t, line\nfeed, carriage\r\nreturn, back\\slash, \\N, \\., “quotes”, ¡señales!, 漢字, 🎭";

/** People who talk, pay and are remembered, and a job that waits. */
export async function liveIn(url: string): Promise<void> {
  await (await openDatabase(url)).close();
  const text = `'${ODD_TEXT.replaceAll("'", "''")}'`;
  await query(
    url,
    `
    update workspaces set billing = true;
    insert into users (id, workspace_id, name, kind, role, colour) values
      ('ada', 'default', 'Ada', 'account', 'admin', '#112233'), ('ben', 'default', ${text}, 'guest', 'guest', '#445566');
    insert into sign_ins (id, user_id, workspace_id, refresh_hash, expires_at) values
      ('s1', 'ada', 'default', 'hash', '2999-12-31 23:59:59.999999+00');
    insert into secrets (name, value) values ('token-signing-key', 'a key');
    insert into personas (id, workspace_id, owner_id, name, draft, place_id) values
      ('clio', 'default', 'ada', 'Clio', '{"values": ["a", null, 1.5e-7], "text": "\\u00e9\\n"}', 'plaza');
    insert into traits (id, workspace_id, persona_id, key, name, description, intensity) values
      ('t1', 'default', 'clio', 'calm', 'Calm', '', 0.1 + 0.2);
    insert into trait_changes (id, workspace_id, persona_id, trait_key, name, description, intensity_after, source, witnesses)
      values ('c1', 'default', 'clio', 'calm', 'Calm', '', 1, 'learned', array['ada', 'a,b', '']);
    insert into circles (id, workspace_id, owner_id, place_id, topic, title, kind, mode, speed, is_private, language, x, z)
      values ('circle', 'default', 'ada', 'plaza', ${text}, '', 'chat', 'auto', 5, false, 'en', 1e-300, -0.0);
    insert into memberships (id, workspace_id, circle_id, member_id, member_kind, member_name, seat) values
      ('m1', 'default', 'circle', 'clio', 'persona', 'Clio', 0);
    insert into turns (id, workspace_id, circle_id, position, speaker_id, speaker_name, speaker_kind, text, status, reply_to, started_at, input_tokens, output_tokens, cost_nano, voice)
      select 'turn' || n, 'default', 'circle', n, 'clio', 'Clio', 'persona', ${text}, 'finished',
        case when n < 40 then 'turn' || n + 1 end, now(), 0, 0, 0, 'rehearsal' from generate_series(1, 40) n;
    insert into reactions (turn_id, user_id, emoji, workspace_id, circle_id) values ('turn1', 'ben', '🎉', 'default', 'circle');
    insert into turn_wordings (turn_id, number, circle_id, workspace_id, text, by_id, by_name) values
      ('turn1', 0, 'circle', 'default', ${text}, 'clio', 'Clio');
    insert into conversation_marks (user_id, circle_id, workspace_id, read_to) values ('ada', 'circle', 'default', 3);
    insert into stances (circle_id, persona_id, topic, workspace_id, owner_id, position, strength, changed_by, witnesses)
      values ('circle', 'clio', ${text}, 'default', 'ada', 'against', 0.6, 'proof', array['ada']);
    insert into stance_moves (circle_id, persona_id, topic, turn_id, workspace_id, owner_id, words, towards, moved_at)
      values ('circle', 'clio', ${text}, 'turn1', 'default', 'ada', ${text}, 'for', now());
    insert into reports (id, workspace_id, reporter_id, subject_id, subject_name, turn_id, quote, reason) values
      ('r1', 'default', 'ben', 'clio', 'Clio', 'turn1', ${text}, ${text});
    insert into outcomes (circle_id, kind, workspace_id, owner_id) values ('circle', 'ideation', 'default', 'ada');
    insert into outcome_items (id, circle_id, kind, workspace_id, owner_id, content, turn_ids, made_by) values
      ('i1', 'circle', 'ideation', 'default', 'ada', json_build_object('type', 'idea', 'text', ${text}, 'buildsOn', '[]'::json), '{turn1}', 'model');
    insert into outcome_votes (item_id, user_id, workspace_id) values ('i1', 'ben', 'default');
    insert into circle_motions (circle_id, started_at, workspace_id, samples, members, tracks, witnesses) values
      ('circle', now(), 'default', 3, '{ada,clio}', '\\x0700ff', '{ada}');
    insert into outcome_revisions (item_id, revision, circle_id, workspace_id, owner_id, text, by_id, by_name) values
      ('i1', 1, 'circle', 'default', 'ada', ${text}, 'ada', 'Ada');
    insert into memories (id, workspace_id, persona_id, kind, text, importance, embedding, embedding_model, dimension)
      select 'memory' || n, 'default', 'clio', 'witnessed', md5(n::text), 0.5, decode(repeat(md5(n::text), 96), 'hex'), 'mini', 384
      from generate_series(1, 50) n;
    insert into backstories (id, workspace_id, owner_id, provenance, title, set_in, answers, words, signature) values
      ('story', 'default', 'ada', 'imported', ${text}, 'October 1996', '[{"theme": "life", "question": "", "answer": "\\u00e9"}]', 1, '{1,-2}');
    insert into targets (id, workspace_id, owner_id, name, definition) values
      ('target', 'default', 'ada', ${text}, '{"kind": "people", "people": [{"party": "caf\u00e9"}]}');
    insert into human_baselines (id, workspace_id, owner_id, name, survey_name, questions, people, columns, weights, not_understood) values
      ('people', 'default', 'ada', ${text}, 'Tea', '[{"name": "tea"}]', 1, '{"tea": ["caf\u00e9", null]}', '[0.5, 1]', '[]');
    insert into target_matches (id, target_id, workspace_id, owner_id, wish, definition) values
      ('match', 'target', 'default', 'ada', '{"method": "random", "size": 1, "seed": 1}', '{"kind": "people"}');
    insert into backstory_labels (backstory_id, trait_id, source, workspace_id, owner_id, distribution, count) values
      ('story', 'age', 'sampled', 'default', 'ada', '{"18-24": 0.25, "unknown": 0.75}', 40);
    insert into budgets (id, workspace_id, scope, period, limit_nano) values ('b1', 'default', 'workspace', 'total', 1000000);
    insert into budget_accounts (workspace_id, scope, subject_id, period, starts_on, spent_nano) values
      ('default', 'workspace', 'default', 'total', '1970-01-01', 0), ('default', 'person', 'ada', 'total', '1970-01-01', 0);
    insert into budget_leases (id, workspace_id, user_id, holder, held_nano, expires_at) values
      ('l1', 'default', 'ada', 'server', 5000, '2999-01-01');
    insert into surveys (id, workspace_id, owner_id, name, description, question_count) values
      ('survey', 'default', 'ada', ${text}, '', 1);
    insert into survey_versions (survey_id, version, workspace_id, owner_id, model) values
      ('survey', 1, 'default', 'ada', '{"elements": [{"type": "comment", "name": "caf\u00e9"}]}');
    insert into sessions (id, workspace_id, owner_id, plan, muted) values
      ('session', 'default', 'ada', '{"title": "caf\u00e9", "placeId": "plaza"}', array['a,b']);
    insert into session_people (session_id, workspace_id, user_id, role, status) values
      ('session', 'default', 'ben', 'participant', 'waiting');
    insert into session_consents (session_id, workspace_id, user_id, version, text) values ('session', 'default', 'ben', 1, ${text});
    insert into session_invitations (id, session_id, workspace_id, owner_id, token_hash, role, uses_left, expires_at) values
      ('invitation', 'session', 'default', 'ada', 'a hash', 'observer', 3, '2999-01-01');
    insert into session_records (id, session_id, workspace_id, actor_id, actor_name, action, details) values
      ('r1', 'session', 'default', 'ada', 'Ada', 'whispered', json_build_object('text', ${text}));
    insert into session_whispers (id, session_id, workspace_id, owner_id, persona_id, text) values
      ('w1', 'session', 'default', 'ada', 'clio', ${text});
    insert into session_notes (id, session_id, workspace_id, author_id, author_name, text) values
      ('n1', 'session', 'default', 'ada', 'Ada', ${text});
    insert into session_pictures (id, session_id, workspace_id, owner_id, content_type, content) values
      ('picture', 'session', 'default', 'ada', 'image/png', '\\x89504e47');
    insert into session_probes (id, session_id, workspace_id, owner_id, series_id, round, question, persona_ids, seed) values
      ('probe', 'session', 'default', 'ada', 'probe', 1, json_build_object('title', ${text}), array['a,b'], 7);
    insert into session_probe_answers (probe_id, respondent_id, session_id, workspace_id, kind, name, verdict, answer) values
      ('probe', 'clio', 'session', 'default', 'persona', ${text}, 'answered', '"caf\u00e9"');
    insert into gallery_questions (id, circle_id, workspace_id, asker_id, asker_name, text) values
      ('q1', 'circle', 'default', 'ben', 'Ben', ${text});
    insert into gallery_question_votes (question_id, voter_id, workspace_id) values ('q1', 'ada', 'default');
    insert into audience_votes (circle_id, workspace_id, opened_by, question, options, before_closed_at) values
      ('circle', 'default', 'ada', ${text}, array['a,b', 'caf\u00e9'], now());
    insert into audience_ballots (circle_id, round, voter_id, workspace_id, option) values ('circle', 'before', 'ben', 'default', 1);
    insert into credit_entries (workspace_id, owner_id, amount_nano, kind, note) values ('default', 'ada', 900719925474099300, 'grant', 'gift');
    `,
  );
  for (let call = 0; call < 20; call += 1) await spend(url, `row${call}`, 1000 + call);
  const database = await openDatabase(url);
  const jobs = openJobs(database, url, { error: () => undefined });
  await jobs.order(reconcileBillsJob, {}, scopeOfSystem("default", "test", new AbortController().signal));
  await jobs.close();
  await database.close();
}

export const spend = (url: string, id: string, nano: number): Promise<object[]> =>
  query(
    url,
    `insert into ledger (id, workspace_id, task, provider, model, why, input, output, reasoning, cached, cache_write_5m,
       cache_write_1h, breakdown, cost_nano, exact, outcome, user_id, lease_id)
     values ($1, 'default', 'speak', 'test', 'paid', '', 1, 1, 0, 0, 0, 0, '{"output": 1}', $2, true, 'finished', 'ada', 'l1')`,
    [id, nano],
  );

/** Every row of every table, as text. */
export async function readAllRows(url: string): Promise<Record<string, string[]>> {
  const tables = await query<{ table: string }>(
    url,
    `select c.oid::regclass::text as table from pg_class c where c.relkind in ('r', 'p') and not c.relispartition
       and (c.relnamespace = 'public'::regnamespace or c.relnamespace::regnamespace::text = 'jobs' and c.relname <> all ($1))`,
    [JOBS_BOOKKEEPING],
  );
  const rows: Record<string, string[]> = {};
  for (const { table } of tables)
    rows[table] = (await query<{ row: string }>(url, `select t::text as row from ${table} t order by 1`)).map(
      ({ row }) => row,
    );
  return rows;
}

/** Columns, keys, indices, triggers, policies, views, functions and the value of each sequence. */
export async function readSchema(url: string): Promise<string[]> {
  const rows = await query<{ line: string }>(
    url,
    `
    with ours as (select oid from pg_namespace where nspname in ('public', 'jobs'))
    select format('column %s.%s %s %s %s', c.relname, a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull, pg_get_expr(d.adbin, d.adrelid)) as line
      from pg_attribute a join pg_class c on c.oid = a.attrelid left join pg_attrdef d on (d.adrelid, d.adnum) = (c.oid, a.attnum)
      where c.relnamespace in (select oid from ours) and c.relkind in ('r', 'p') and a.attnum > 0 and not a.attisdropped and c.relname not like 'queue_stats_%'
    union all select format('constraint %s %s %s', conrelid::regclass, conname, pg_get_constraintdef(oid)) from pg_constraint
      where connamespace in (select oid from ours) and conrelid <> 0 and conrelid::regclass::text not like '%queue_stats_%'
    union all select indexdef from pg_indexes where schemaname in ('public', 'jobs') and tablename not like 'queue_stats_%'
    union all select format('%s %s', pg_get_triggerdef(t.oid), t.tgenabled) from pg_trigger t join pg_class c on c.oid = t.tgrelid
      where not t.tgisinternal and c.relnamespace in (select oid from ours)
    union all select format('policy %s %s %s %s %s %s', tablename, policyname, roles, cmd, qual, with_check) from pg_policies
    union all select format('row security %s %s %s', relname, relrowsecurity, relforcerowsecurity) from pg_class
      where relkind in ('r', 'p') and relnamespace = 'public'::regnamespace
    union all select format('view %s %s', viewname, definition) from pg_views where schemaname = 'public'
    union all select pg_get_functiondef(oid) from pg_proc where pronamespace in (select oid from ours)
    union all select format('sequence %s %s', sequencename, last_value) from pg_sequences where schemaname = 'public'
    order by 1`,
  );
  return rows.map(({ line }) => line);
}
