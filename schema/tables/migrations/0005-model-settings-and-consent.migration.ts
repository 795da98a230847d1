import { Migration } from "@mikro-orm/migrations";

/** Where a workspace's words may go, and who lets their personal data leave as it is (SPEC L3, L4). */
export class ModelSettingsAndConsent extends Migration {
  override name = "0005-model-settings-and-consent";

  override up(): void {
    this.addSql(`
create table model_settings (
  workspace_id text primary key references workspaces,
  tier text not null check (tier in ('any', 'no-training', 'on-premises')),
  user_id text null references users on delete set null,
  changed_at timestamptz not null default now()
);

create table consents (
  id text primary key,
  workspace_id text not null references workspaces,
  user_id text not null references users on delete cascade,
  granted boolean not null,
  text_version int not null check (text_version > 0),
  created_at timestamptz not null default now()
);
create index consents_of_user on consents (user_id, id desc);
`);
  }
}
