import { Migration } from "@mikro-orm/migrations";

/**
 * What an index outside Postgres (Weaviate) has yet to take over (SPEC M5). A trigger queues every change of a memory,
 * by whatever statement, in the transaction that makes it; nothing is queued while no such index is in use.
 */
export class MemoryIndex extends Migration {
  override name = "0022-memory-index";

  override up(): void {
    this.addSql(`
create table memory_index (
  id int primary key default 1 check (id = 1),
  collection text null,
  embedding_model text null,
  discarded text[] not null default '{}'
);
create table memory_index_changes (
  memory_id text primary key,
  workspace_id text not null,
  revision bigserial
);
create index memory_index_changes_revision on memory_index_changes (revision);
create index memories_standing on memories (persona_id, (floor(importance * 10)), last_accessed_at desc);`);
    for (const table of ["memory_index", "memory_index_changes"])
      this.addSql(`
alter table ${table} enable row level security;
alter table ${table} force row level security;
create policy of_the_server on ${table} using ((select is_server())) with check ((select is_server()));`);
    // "security definer": people who correct or delete a memory have no rights on the queue.
    this.addSql(`
create function queue_memory_change() returns trigger language plpgsql security definer set search_path = public as $$
declare
  changed memories := case when tg_op = 'DELETE' then old else new end;
begin
  if exists (select from memory_index where collection is not null) then
    insert into memory_index_changes (memory_id, workspace_id) values (changed.id, changed.workspace_id)
    on conflict (memory_id) do update set revision = nextval('memory_index_changes_revision_seq');
  end if;
  return null;
end $$;
create trigger memories_queue_change
  after insert or delete or update of text, persona_id, witnesses, embedding, embedding_model on memories
  for each row execute function queue_memory_change();`);
  }
}
