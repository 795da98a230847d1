import { Migration } from "@mikro-orm/migrations";

/** What was said may be worded anew by its author; its former wordings are kept (SPEC C8). */
export class Wordings extends Migration {
  override name = "0067-wordings";

  override up(): void {
    this.addSql(table);
    this.addSql(security);
    this.addSql(mayEdit);
    this.addSql(edit);
  }
}

/** Of a turn that was edited: every wording, the first (0) and the current one included. */
const table = `
alter table turns add column edits int not null default 0;
create table turn_wordings (
  turn_id text not null references turns on delete cascade,
  number int not null,
  circle_id text not null references circles on delete cascade,
  workspace_id text not null references workspaces,
  text text not null,
  by_id text not null,
  by_name text not null,
  written_at timestamptz not null default now(),
  primary key (turn_id, number)
);
create index turn_wordings_circle on turn_wordings (circle_id);
`;

/** Whoever reads the turn reads its wordings: its own policies hold in the subquery. */
const security = `
alter table turn_wordings enable row level security;
alter table turn_wordings force row level security;
create policy of_the_server on turn_wordings using ((select is_server())) with check ((select is_server()));
create policy app_read on turn_wordings for select to dramatis_app using (
  workspace_id = (select scope_workspace()) and exists (select from turns t where t.id = turn_id));
grant select on turn_wordings to dramatis_app;
`;

/**
 * A person their own words; a persona's, whoever leads the circle. In a session nobody who was sent out, and not while they
 * are muted or it is frozen, like speaking.
 */
const mayEdit = `
create function scope_may_edit_turn(turn text) returns boolean language sql stable security definer
  set search_path = public, pg_temp as $$
  select exists (select from turns t join circles c on c.id = t.circle_id left join sessions s on s.circle_id = c.id
    where t.id = turn and c.workspace_id = scope_workspace() and scope_may_read_circle(c.id)
      and t.status in ('finished', 'interrupted') and t.text <> ''
      and (t.witnesses is null or scope_user() = any(t.witnesses) or scope_has_role('facilitator', 'admin')
        or c.id in (select scope_session_circles()))
      and case t.speaker_kind when 'person' then t.speaker_id = scope_user() else scope_leads_circle(c.id) end
      and (s.id is null or scope_leads_circle(c.id) or c.id in (select scope_session_circles())
        and (s.status = 'ended' or s.frozen_at is null and not scope_user() = any(s.muted))))
$$;
`;

/** Most times that one turn is edited. */
const MOST_EDITS = 20;
/** As in \`schema/messages/outcome.ts\`. */
const MAX_QUOTATION = 500;

/**
 * Answers with what became of it: 'edited', 'changed' (somebody edited it since), 'full', or 'refused'; and with the memories
 * that have the new words. In one step: what personas heard is what was said now, unless somebody corrected it, and what they
 * concluded from the former words goes with them, by a trigger; nothing is learned from them any more, no stance rests on words
 * that are no longer there, and quotations follow the new words or are dropped, and counted.
 */
const edit = `
create function scope_edit_turn(turn text, new_text text, seen int, editor_name text)
  returns table (state text, memory_ids text[]) language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare
  said turns%rowtype;
  old_words text;
  new_words text := btrim(new_text, E' \\t\\r\\n');
  heard record;
  item record;
  kept jsonb;
  dropped int;
begin
  select * into said from turns where id = turn for update;
  if not found or not scope_may_edit_turn(turn) then return query select 'refused', '{}'::text[]; return; end if;
  if said.edits <> seen then return query select 'changed', '{}'::text[]; return; end if;
  if said.edits >= ${MOST_EDITS} then return query select 'full', '{}'::text[]; return; end if;
  old_words := btrim(said.text, E' \\t\\r\\n');

  if said.edits = 0 then
    insert into turn_wordings (turn_id, number, circle_id, workspace_id, text, by_id, by_name, written_at)
    values (turn, 0, said.circle_id, said.workspace_id, said.text, said.speaker_id, said.speaker_name, said.started_at);
  end if;
  insert into turn_wordings (turn_id, number, circle_id, workspace_id, text, by_id, by_name)
  values (turn, said.edits + 1, said.circle_id, said.workspace_id, new_words, scope_user(), editor_name);
  update turns set text = new_words, edits = edits + 1, traits_shown = null, awaits_reading = null where id = turn;

  memory_ids := '{}';
  for heard in
    with reworded as (
      update memories m set text = left(m.text, length(m.text) - length(old_words)) || new_words,
        embedding = null, embedding_model = null, dimension = null
      where m.turn_id = turn and m.kind = 'witnessed'
        and right(m.text, length(' said: ' || old_words)) = ' said: ' || old_words
      returning m.id, m.persona_id)
    select persona_id, array_agg(id) as ids from reworded group by persona_id
  loop
    memory_ids := memory_ids || heard.ids;
    perform pg_notify('memories',
      json_build_object('writer', 'edited', 'personaId', heard.persona_id, 'ids', heard.ids)::text);
  end loop;
  delete from stance_moves where turn_id = turn and position(words in new_words) = 0;
  update trait_changes set evidence = null where circle_id = said.circle_id
    and position(evidence in old_words) > 0 and position(evidence in new_words) = 0;

  perform from outcomes o where o.circle_id = said.circle_id order by o.kind for update;
  for item in
    select i.id, i.kind, i.content from outcome_items i where i.circle_id = said.circle_id
      and i.content->'quotations' @> jsonb_build_array(jsonb_build_object('turnId', turn)) for update
  loop
    select coalesce(jsonb_agg(jsonb_build_object('turnId', q->>'turnId', 'text',
        case when q->>'turnId' = turn and q->>'text' = old_words then new_words else q->>'text' end) order by at), '[]')
    into kept from jsonb_array_elements(item.content->'quotations') with ordinality as quoted (q, at)
    where q->>'turnId' <> turn or position(q->>'text' in new_words) > 0
      or q->>'text' = old_words and length(new_words) <= ${MAX_QUOTATION};
    dropped := jsonb_array_length(item.content->'quotations') - jsonb_array_length(kept);
    update outcome_items set content = jsonb_set(content, '{quotations}', kept), version = version + 1 where id = item.id;
    update outcomes o set version = version + 1, dropped_quotations = dropped_quotations + dropped
      where o.circle_id = said.circle_id and o.kind = item.kind;
    perform pg_notify('outcomes', json_build_object('circleId', said.circle_id, 'kind', item.kind)::text);
  end loop;

  perform pg_notify('turns', json_build_object('circleId', said.circle_id, 'turnId', turn)::text);
  state := 'edited';
  return next;
end $$;
`;
