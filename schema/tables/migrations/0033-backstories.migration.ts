import { Migration } from "@mikro-orm/migrations";

/** The pool of backstories of a workspace, and their labels (SPEC S2, S3). */
export class Backstories extends Migration {
  override name = "0033-backstories";

  override up(): void {
    this.addSql(tables);
    for (const table of ["backstories", "backstory_labels"]) this.addSql(security(table));
  }
}

const tables = `
create table backstories (
  id text primary key,
  workspace_id text not null references workspaces,
  owner_id text null references users,
  provenance text not null check (provenance in ('authored', 'generated', 'imported')),
  file_key text null,
  title text not null,
  set_in text not null,
  answers jsonb not null,
  words int not null,
  model text null,
  prompt_hashes jsonb not null default '{}',
  seed bigint null,
  signature int[] not null,
  embedding bytea null,
  embedding_model text null,
  created_at timestamptz not null default now(),
  words_index tsvector not null default '',
  unique (workspace_id, file_key)
);
create table backstory_labels (
  backstory_id text not null references backstories on delete cascade,
  trait_id text not null,
  source text not null check (source in ('explicit', 'sampled', 'logprob')),
  model text not null default '',
  workspace_id text not null references workspaces,
  owner_id text null references users,
  distribution jsonb not null,
  count int not null check (count > 0),
  evidence text null,
  made_at timestamptz not null default now(),
  primary key (backstory_id, trait_id, source, model)
);
create index backstory_labels_trait on backstory_labels (workspace_id, trait_id);
`;

/** Facilitators and admins read them; the server adds what it ships, and what jobs make. */
const security = (table: string) => `
alter table ${table} enable row level security;
alter table ${table} force row level security;
create policy of_the_server on ${table} using ((select is_server())) with check ((select is_server()));
create policy app_read on ${table} for select to dramatis_app using (
  workspace_id = (select scope_workspace()) and (select scope_has_role('facilitator', 'admin')));
grant select on ${table} to dramatis_app;
`;
