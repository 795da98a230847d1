import { Migration } from "@mikro-orm/migrations";

/** What data takes on disk, and how long it is kept (SPEC O8). */
export class Storage extends Migration {
  override name = "0017-storage";

  override up(): void {
    this.addSql(`
create table retention (
  workspace_id text not null references workspaces,
  kind text not null,
  keep_days int null check (keep_days > 0),
  user_id text null references users on delete set null,
  primary key (workspace_id, kind)
);`);
    this.addSql(`
create table storage_samples (
  at timestamptz not null,
  kind text not null,
  bytes bigint not null,
  primary key (at, kind)
);`);
  }
}
