import { Migration } from "@mikro-orm/migrations";

/**
 * What an outcome took from words that were edited since is marked so; branches of before 0074 are marked for what had been
 * edited; memories are locked in order (SPEC C8).
 */
export class OutdatedItems extends Migration {
  override name = "0085-outdated-items";

  override up(): void {
    this.addSql(column);
    this.addSql(edit);
    this.addSql(markBranches);
  }
}

/** The turns it is made of that say something else now. Whoever writes the item anew, a model or a person, has read them. */
const column = `
alter table outcome_items add column outdated_turn_ids text[] not null default '{}';
grant update (outdated_turn_ids) on outcome_items to dramatis_app`;

/** As in 0067. */
const MOST_EDITS = 20;
const MAX_QUOTATION = 500;

/**
 * As in 0067, but that memories are locked by id, as elsewhere, and that items made of the turn are marked, quotations or not.
 * A text, a change of it and a source are people's own words, or follow those.
 */
const edit = `
create or replace function scope_edit_turn(turn text, new_text text, seen int, editor_name text)
  returns table (state text, memory_ids text[]) language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare
  said turns%rowtype;
  old_words text;
  new_words text := btrim(new_text, E' \\t\\r\\n');
  heard record;
  item record;
  kept jsonb;
  dropped int;
  made_of_it text[];
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
  perform from memories m where m.turn_id = turn and m.kind = 'witnessed' order by m.id for update;
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
  perform from outcome_items i where i.circle_id = said.circle_id order by i.id for update;
  made_of_it := array(select i.id from outcome_items i where i.circle_id = said.circle_id and not i.is_deleted
    and i.content->>'type' not in ('document', 'change', 'source')
    and (turn = any(i.turn_ids) or i.content->'quotations' @> jsonb_build_array(jsonb_build_object('turnId', turn))));
  for item in
    select i.id, i.kind, i.content from outcome_items i where i.id = any(made_of_it) and i.content ? 'quotations'
  loop
    select coalesce(jsonb_agg(jsonb_build_object('turnId', q->>'turnId', 'text',
        case when q->>'turnId' = turn and q->>'text' = old_words then new_words else q->>'text' end) order by at), '[]')
    into kept from jsonb_array_elements(item.content->'quotations') with ordinality as quoted (q, at)
    where q->>'turnId' <> turn or position(q->>'text' in new_words) > 0
      or q->>'text' = old_words and length(new_words) <= ${MAX_QUOTATION};
    dropped := jsonb_array_length(item.content->'quotations') - jsonb_array_length(kept);
    update outcome_items set content = jsonb_set(content, '{quotations}', kept) where id = item.id;
    update outcomes o set dropped_quotations = dropped_quotations + dropped
      where o.circle_id = said.circle_id and o.kind = item.kind;
  end loop;
  update outcome_items set version = version + 1, outdated_turn_ids = array_append(array_remove(outdated_turn_ids, turn), turn)
    where id = any(made_of_it);
  for item in select distinct i.kind from outcome_items i where i.id = any(made_of_it) loop
    update outcomes o set version = version + 1 where o.circle_id = said.circle_id and o.kind = item.kind;
    perform pg_notify('outcomes', json_build_object('circleId', said.circle_id, 'kind', item.kind)::text);
  end loop;

  perform pg_notify('turns', json_build_object('circleId', said.circle_id, 'turnId', turn)::text);
  state := 'edited';
  return next;
end $$;
`;

/**
 * A turn that a branch took over has the words that its source had then: that many of its edits, and their wordings, are its
 * own too. Branches of branches come after those.
 */
export const markBranches = `
do $$
declare branch record;
begin
  for branch in
    select c.id, c.branched_from, c.created_at from circles c where c.branched_from is not null order by c.created_at, c.id
  loop
    with found as (
      select n.id, o.id as source, (select max(w.number) from turn_wordings w
          where w.turn_id = o.id and w.number > 0 and w.text = n.text and w.written_at <= branch.created_at) as edits
      from turns n join turns o on o.circle_id = branch.branched_from and split_part(o.id, '~', 1) = split_part(n.id, '~', 1)
      where n.circle_id = branch.id and n.edits = 0
    ), marked as (
      update turns n set edits = f.edits from found f where n.id = f.id and f.edits is not null returning n.id, f.source, n.edits
    )
    insert into turn_wordings (turn_id, number, circle_id, workspace_id, text, by_id, by_name, written_at)
    select m.id, w.number, branch.id, w.workspace_id, w.text, w.by_id, w.by_name, w.written_at
    from marked m join turn_wordings w on w.turn_id = m.source and w.number <= m.edits
    on conflict do nothing;
  end loop;
end $$;
`;
