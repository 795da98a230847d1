import { Migration } from "@mikro-orm/migrations";

/** Prompts' beginnings that a provider keeps and is paid for by the hour (SPEC L5): what a crash must not leave unbooked. */
export class KeptPrefixes extends Migration {
  override name = "0004-kept-prefixes";

  override up(): void {
    this.addSql(keptPrefixes);
  }
}

const keptPrefixes = `
create table kept_prefixes (
  id text primary key,
  workspace_id text not null references workspaces,
  user_id text null,
  persona_id text null,
  circle_id text null,
  run_id text null,
  provider text not null,
  model text not null,
  name text null,
  tokens int not null check (tokens > 0),
  kept_from timestamptz not null,
  kept_until timestamptz not null,
  lease_id text null,
  check (kept_until > kept_from)
);
create index kept_prefixes_ending on kept_prefixes (kept_until);
`;
