import { Migration } from "@mikro-orm/migrations";

/** What was edited before a conversation branched is marked so in the branch too, with its former wordings (SPEC C8). */
export class BranchedWordings extends Migration {
  override name = "0074-branched-wordings";

  override up(): void {
    this.addSql(branch);
  }
}

/** As in 0057, and with the edits of each turn. */
const branch = `
create or replace function branch_circle(branch text, source text, last_turn text) returns boolean
  language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare
  hears boolean;
  upto int;
  moment timestamptz;
begin
  select not c.is_private or scope_has_role('facilitator', 'admin') or c.id in (select scope_session_circles()) into hears
  from circles c where c.id = source and c.workspace_id = scope_workspace() and c.chat_session_id is null
    and scope_may_read_circle(c.id);
  if not found then return false; end if;
  select t.position, coalesce(t.ended_at, t.started_at) into upto, moment from turns t
  where t.id = last_turn and t.circle_id = source and t.status <> 'speaking' and (hears or scope_user() = any(t.witnesses));
  if not found then return false; end if;

  insert into circles (id, workspace_id, owner_id, place_id, topic, title, kind, mode, speed, paused, turn_weights, is_private,
    language, x, z, branched_from, branched_at, minds_as_of, traits_then)
  select branch, c.workspace_id, scope_user(), c.place_id, c.topic, c.title, c.kind, c.mode, c.speed, false, c.turn_weights,
    c.is_private, c.language, c.x, c.z, c.id, last_turn, moment, (
      select json_agg(json_build_object('personaId', persona_id, 'id', trait_key, 'name', name, 'description', description,
        'intensity', was))
      from (
        select distinct on (persona_id, trait_key) persona_id, trait_key, name, description, was from (
          select persona_id, trait_key, name, description, intensity_before as was, created_at as at from trait_changes
          union all
          select persona_id, trait_key, name, description, intensity_after, undone_at from trait_changes
        ) as changes
        where at > moment and persona_id in (select m.member_id from memberships m where m.circle_id = source)
        order by persona_id, trait_key, at
      ) as firsts)
  from circles c where c.id = source;

  insert into turns (id, workspace_id, owner_id, circle_id, position, speaker_id, speaker_name, speaker_kind, text, status,
    witnesses, started_at, ended_at, input_tokens, output_tokens, cost_nano, voice, problem, edits)
  select split_part(t.id, '~', 1) || '~' || branch, t.workspace_id, t.owner_id, branch, row_number() over (order by t.position),
    t.speaker_id, t.speaker_name, t.speaker_kind, t.text, t.status, t.witnesses, t.started_at, t.ended_at, 0, 0, 0, t.voice,
    t.problem, t.edits
  from turns t where t.circle_id = source and t.position <= upto and t.status in ('finished', 'interrupted') and t.text <> ''
    and (hears or scope_user() = any(t.witnesses));
  -- None that was written since.
  insert into turn_wordings (turn_id, number, circle_id, workspace_id, text, by_id, by_name, written_at)
  select n.id, w.number, branch, w.workspace_id, w.text, w.by_id, w.by_name, w.written_at
  from turn_wordings w join turns n on n.circle_id = branch and n.id = split_part(w.turn_id, '~', 1) || '~' || branch
  where w.circle_id = source and w.number <= n.edits;
  update turns n set reply_to = r.id from turns o, turns r
  where n.circle_id = branch and o.circle_id = source and n.id = split_part(o.id, '~', 1) || '~' || branch
    and r.circle_id = branch and r.id = split_part(o.reply_to, '~', 1) || '~' || branch;

  insert into stances (circle_id, persona_id, topic, workspace_id, owner_id, position, strength, changed_by, witnesses, formed_at)
  select branch, s.persona_id, s.topic, s.workspace_id, scope_user(), s.position, s.strength, s.changed_by, s.witnesses, s.formed_at
  from stances s where s.circle_id = source and s.formed_at <= moment;
  insert into stance_moves (circle_id, persona_id, topic, turn_id, workspace_id, owner_id, words, towards, witnesses, moved_at)
  select branch, m.persona_id, m.topic, t.id, m.workspace_id, scope_user(), m.words, m.towards, m.witnesses, m.moved_at
  from stance_moves m
    join stances s on s.circle_id = branch and s.persona_id = m.persona_id and s.topic = m.topic
    join turns t on t.circle_id = branch and t.id = split_part(m.turn_id, '~', 1) || '~' || branch
  where m.circle_id = source;
  return true;
end $$;
`;
