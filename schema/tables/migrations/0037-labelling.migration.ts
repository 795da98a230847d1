import { Migration } from "@mikro-orm/migrations";

/** Traits that researchers add, and jobs that label the pool (SPEC S3), shared by facilitators and admins. */
export class Labelling extends Migration {
  override name = "0037-labelling";

  override up(): void {
    this.addSql(tables);
    for (const table of TABLES) this.addSql(security(table));
    this.addSql(access);
  }
}

const TABLES = ["survey_traits", "labellings", "labelling_units", "label_replies"];

const tables = `
create index backstories_text on backstories (workspace_id, md5(answers::text));
create table survey_traits (
  workspace_id text not null references workspaces,
  id text not null,
  owner_id text not null references users,
  question text not null,
  is_ordinal boolean not null,
  choices jsonb not null,
  created_at timestamptz not null default now(),
  primary key (workspace_id, id)
);
create table labellings (
  id text primary key,
  workspace_id text not null references workspaces,
  owner_id text not null references users,
  wish jsonb not null,
  model text not null,
  job_id text null,
  cost_nano bigint not null default 0,
  ended_by jsonb null,
  created_at timestamptz not null default now()
);
create index labellings_workspace on labellings (workspace_id, id);
create table labelling_units (
  labelling_id text not null references labellings on delete cascade,
  backstory_id text not null references backstories on delete cascade,
  trait_id text not null,
  is_comparison boolean not null,
  workspace_id text not null references workspaces,
  owner_id text not null references users,
  source text null,
  refused jsonb not null,
  refusal_mass float8 null,
  primary key (labelling_id, backstory_id, trait_id, is_comparison)
);
create table label_replies (
  backstory_id text not null references backstories on delete cascade,
  trait_id text not null,
  model text not null,
  kind text not null check (kind in ('stated', 'sampled', 'logprob')),
  place int not null,
  workspace_id text not null references workspaces,
  owner_id text not null references users,
  reply text not null,
  primary key (backstory_id, trait_id, model, kind, place)
);
`;

const KEEPER = `workspace_id = (select scope_workspace()) and (select scope_has_role('facilitator', 'admin'))`;
const BY_MAKER = `${KEEPER} and owner_id = (select scope_user())`;

const security = (table: string) => `
alter table ${table} enable row level security;
alter table ${table} force row level security;
create policy of_the_server on ${table} using ((select is_server())) with check ((select is_server()));
`;

/** What jobs find is written by the server. Replies of labels in the making are the server's alone. */
const access = `
create policy app_read on survey_traits for select to dramatis_app using (${KEEPER});
create policy app_add on survey_traits for insert to dramatis_app with check (${BY_MAKER});
create policy app_remove on survey_traits for delete to dramatis_app using (
  ${KEEPER} and (owner_id = (select scope_user()) or (select scope_has_role('admin'))));
create policy app_read on labellings for select to dramatis_app using (${KEEPER});
create policy app_add on labellings for insert to dramatis_app with check (${BY_MAKER});
create policy app_change on labellings for update to dramatis_app using (${BY_MAKER}) with check (${BY_MAKER});
create policy app_read on labelling_units for select to dramatis_app using (${KEEPER});
grant select, insert, delete on survey_traits to dramatis_app;
grant select, insert, update (job_id) on labellings to dramatis_app;
grant select on labelling_units to dramatis_app;
create policy labellings_read on durable_jobs for select to dramatis_app using (name = 'label-backstories' and ${KEEPER});
`;
