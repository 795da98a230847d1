import { Migration } from "@mikro-orm/migrations";

/**
 * A circle may begin as a branch of a conversation: with what was said up to a turn, and with minds as of then (SPEC C8).
 * Turns that it took over keep their id, followed by "~" and that of the branch (schema/rules/replay/branched-turn.ts).
 */
export class Branches extends Migration {
  override name = "0057-branches";

  override up(): void {
    this.addSql(columns);
    this.addSql(branch);
  }
}

const columns = `
alter table circles
  add column branched_from text null references circles on delete set null,
  add column branched_at text null,
  add column minds_as_of timestamptz null,
  add column traits_then json null;
create index circles_branched_from on circles (branched_from) where branched_from is not null`;

/**
 * In the scope of the person who branches: only of what they may read, and owned by them. No server holds the new circle
 * yet. Traits: of each that changed after the moment, what it was before its first change; undoing is a change too.
 */
const branch = `
create function branch_circle(branch text, source text, last_turn text) returns boolean
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
    witnesses, started_at, ended_at, input_tokens, output_tokens, cost_nano, voice, problem)
  select split_part(t.id, '~', 1) || '~' || branch, t.workspace_id, t.owner_id, branch, row_number() over (order by t.position),
    t.speaker_id, t.speaker_name, t.speaker_kind, t.text, t.status, t.witnesses, t.started_at, t.ended_at, 0, 0, 0, t.voice,
    t.problem
  from turns t where t.circle_id = source and t.position <= upto and t.status in ('finished', 'interrupted') and t.text <> ''
    and (hears or scope_user() = any(t.witnesses));
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
create function scope_branches(circle text) returns table (circle_id text, title text, turn_id text)
  language sql stable security definer set search_path = public, pg_temp as $$
  select b.id, b.title, b.branched_at from circles b
  where b.branched_from = circle and b.workspace_id = scope_workspace() and scope_may_read_circle(b.id) order by b.id
$$;
`;
