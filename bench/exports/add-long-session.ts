/** A session of 10,000 turns that has ended, with themes, of which each quotes a turn. */
import type { Database } from "../../server/database/open-database.store.ts";

export const LONG = { circleId: "long-circle", sessionId: "long-session" };
const TURNS = 10_000;
const THEMES = 60;
const SPEAKERS = 8;

/** @returns the facilitator's id */
export async function addLongSession(database: Database): Promise<string> {
  const userId = "bench-facilitator";
  const run = (sql: string, values: unknown[] = []) => database.em().execute(sql, values);
  await run("insert into workspaces (id, name) values ('default', 'default') on conflict do nothing");
  await run(
    "insert into users (id, workspace_id, name, kind, role, colour) values (?, 'default', 'Bench', 'account', 'admin', '#c96f4a')",
    [userId],
  );
  await run(
    `insert into circles (id, workspace_id, owner_id, place_id, topic, title, kind, mode, speed, is_private, language, x, z, ended_at)
     values (?, 'default', ?, 'plaza', 'Better night buses', 'Night buses', 'focus-group', 'auto', 1, false, 'en', 0, 0, now())`,
    [LONG.circleId, userId],
  );
  const plan = {
    title: "Night buses",
    topic: "Better night buses",
    kind: "focus-group",
    placeId: "plaza",
    guide: [{ title: "Habits", minutes: 60, prompts: ["How do you get home?"], probes: [] }],
    personaIds: [],
    consent: "You agree to be heard.",
    language: "en",
    isOpen: true,
    mayShare: false,
    showsNames: false,
    startsAt: null,
  };
  await run(
    `insert into sessions (id, workspace_id, owner_id, plan, status, circle_id, started_at, ended_at)
     values (?, 'default', ?, ?, 'ended', ?, now() - interval '10 hours', now())`,
    [LONG.sessionId, userId, JSON.stringify(plan), LONG.circleId],
  );
  await run(
    `insert into turns (id, workspace_id, owner_id, circle_id, position, speaker_id, speaker_name, speaker_kind, text, status,
       started_at, ended_at, input_tokens, output_tokens, cost_nano, voice)
     select 'turn-' || n, 'default', ?, ?, n, 'speaker-' || n % ${SPEAKERS}, 'Speaker ' || n % ${SPEAKERS},
       case when n % 2 = 0 then 'persona' else 'person' end,
       'Word ' || n || ': the night bus 🚌 leaves too early, שלום, مرحبا; ' || repeat('so one waits in the rain and walks <b>home</b>. ', 5),
       'finished', now() - interval '10 hours' + n * interval '3 seconds', now() - interval '10 hours' + n * interval '3 seconds' + interval '2 seconds',
       100, 60, 250000, case when n % 2 = 0 then 'test/model' else '' end
     from generate_series(1, ${TURNS}) n`,
    [userId, LONG.circleId],
  );
  await run(
    "insert into outcomes (circle_id, kind, workspace_id, covered_position) values (?, 'focus-group', 'default', ?)",
    [LONG.circleId, TURNS],
  );
  await run(
    `insert into outcome_items (id, circle_id, kind, workspace_id, content, turn_ids, made_by)
     select 'item-' || n, ?, 'focus-group', 'default',
       json_build_object('type', 'theme', 'text', 'Theme ' || n, 'quotations', json_build_array(json_build_object('turnId', 'turn-' || n * 100, 'text', 'the night bus'))),
       array['turn-' || n * 100, 'turn-' || n * 100 + 1], 'model'
     from generate_series(1, ${THEMES}) n`,
    [LONG.circleId],
  );
  await run("analyze");
  return userId;
}
