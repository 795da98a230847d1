import { Migration } from "@mikro-orm/migrations";

/**
 * Memories know what they were made of. When a memory is deleted or corrected, in whatever way, what was made of it is
 * deleted in the same statement, and what is left of a reflection's memories may be reflected on again.
 */
export class DerivedMemories extends Migration {
  override name = "0026-derived-memories";

  override up(): void {
    this.addSql(columns);
    this.addSql(forgetDerived);
    this.addSql(
      `create trigger memory_deleted after delete on memories for each row execute function forget_derived_memories()`,
    );
    this.addSql(`create trigger memory_corrected after update of text on memories for each row
      when (old.text is distinct from new.text) execute function forget_derived_memories()`);
  }
}

/** Preferences of before name the sentence of their turn. */
const columns = `
alter table memories
  add column source_ids text[] not null default '{}',
  add column importance_by text not null default 'words',
  add column is_reflected_on boolean not null default false;
update memories as preference set source_ids = array[sentence.id]
  from memories as sentence
  where preference.kind = 'preference' and sentence.kind = 'witnessed'
    and sentence.turn_id = preference.turn_id and sentence.persona_id = preference.persona_id;
create index memories_sources on memories using gin (source_ids) where source_ids <> '{}';
create index memories_unreflected on memories (persona_id) where kind = 'witnessed' and not is_reflected_on`;

/** As the tables' owner: a person may delete what is about them, and what was made of it may be about others, too. */
const forgetDerived = `
create function forget_derived_memories() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare derived_ids text[];
begin
  with derived as (
    delete from memories where persona_id = old.persona_id and source_ids <> '{}' and source_ids @> array[old.id]
    returning id, kind, source_ids),
  again as (
    update memories set is_reflected_on = false from derived
    where derived.kind = 'reflection' and memories.persona_id = old.persona_id and memories.id = any(derived.source_ids))
  select array_agg(id) into derived_ids from derived;
  if derived_ids is not null then
    perform pg_notify('memories',
      json_build_object('writer', 'derived', 'personaId', old.persona_id, 'ids', derived_ids)::text);
  end if;
  return null;
end $$`;
