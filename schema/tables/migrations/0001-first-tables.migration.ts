import { Migration } from "@mikro-orm/migrations";

/** The first tables: accounts, personas, circles, memories, the ledger. Owners and workspaces from the start (SPEC A1). */
export class FirstTables extends Migration {
  override name = "0001-first-tables";

  override up(): void {
    this.addSql(accounts);
    this.addSql(personas);
    this.addSql(circles);
    this.addSql(memoriesAndLedger);
  }
}

const accounts = `
create table workspaces (
  id text primary key,
  name text not null,
  created_at timestamptz not null default now()
);
insert into workspaces (id, name) values ('default', 'Default');

create table users (
  id text primary key,
  workspace_id text not null references workspaces,
  name text not null,
  kind text not null check (kind in ('guest', 'account')),
  role text not null check (role in ('guest', 'visitor', 'facilitator', 'operator', 'admin')),
  email text null check (email = lower(email)),
  password_hash text null,
  colour text not null,
  created_at timestamptz not null default now()
);
create unique index users_email on users (email) where email is not null;
create index users_workspace on users (workspace_id);

create table sign_ins (
  id text primary key,
  user_id text not null references users on delete cascade,
  workspace_id text not null references workspaces,
  refresh_hash text not null,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  revoked_at timestamptz null
);
create index sign_ins_user on sign_ins (user_id);

create table admin_links (
  token_hash text primary key,
  workspace_id text not null references workspaces,
  created_at timestamptz not null default now(),
  used_at timestamptz null,
  used_by text null references users on delete set null
);

create table secrets (
  name text primary key,
  value text not null,
  created_at timestamptz not null default now()
);
`;

const personas = `
create table personas (
  id text primary key,
  workspace_id text not null references workspaces,
  owner_id text null references users,
  name text not null,
  draft jsonb not null,
  place_id text not null,
  cast_key text null,
  version int not null default 1 check (version > 0),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  deleted_at timestamptz null
);
create unique index personas_cast_key on personas (workspace_id, cast_key) where cast_key is not null;
create index personas_of_place on personas (workspace_id, place_id) where deleted_at is null;
create index personas_listed on personas (workspace_id, id) where deleted_at is null;

create table traits (
  id text primary key,
  workspace_id text not null references workspaces,
  owner_id text null references users,
  persona_id text null references personas on delete cascade,
  key text not null,
  name text not null,
  description text not null,
  intensity double precision not null check (intensity between 0 and 1),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create unique index traits_of_persona on traits (persona_id, key) where persona_id is not null;
create unique index traits_inherited on traits (workspace_id, key) where persona_id is null;

create table trait_changes (
  id text primary key,
  workspace_id text not null references workspaces,
  owner_id text null references users,
  persona_id text not null references personas on delete cascade,
  trait_key text not null,
  name text not null,
  description text not null,
  intensity_before double precision null check (intensity_before between 0 and 1),
  intensity_after double precision null check (intensity_after between 0 and 1),
  source text not null check (source in ('hand', 'learned')),
  evidence text null,
  confidence double precision null check (confidence between 0 and 1),
  by_user_id text null references users on delete set null,
  created_at timestamptz not null default now(),
  undone_at timestamptz null
);
create index trait_changes_of_trait on trait_changes (persona_id, trait_key, id);
`;

const circles = `
create table circles (
  id text primary key,
  workspace_id text not null references workspaces,
  owner_id text null references users,
  place_id text not null,
  topic text not null,
  title text not null,
  kind text not null check (kind in ('chat', 'debate', 'ideation', 'refinement', 'planning', 'focus-group')),
  mode text not null check (mode in ('auto', 'manual')),
  speed int not null check (speed between 1 and 10),
  paused boolean not null default false,
  is_private boolean not null,
  language text not null,
  x double precision not null,
  z double precision not null,
  chat_session_id text null,
  cost_nano bigint not null check (cost_nano >= 0),
  created_at timestamptz not null default now(),
  ended_at timestamptz null,
  constraint circles_owner_id_chat_session_id_unique unique (owner_id, chat_session_id)
);
create index circles_listed on circles (workspace_id, created_at desc, id desc);
create index circles_place_id_ended_at_index on circles (place_id, ended_at);

create table memberships (
  id text primary key,
  workspace_id text not null references workspaces,
  circle_id text not null references circles on delete cascade,
  member_id text not null,
  member_kind text not null check (member_kind in ('person', 'persona')),
  member_name text not null,
  seat int not null check (seat between 0 and 15),
  joined_at timestamptz not null default now(),
  left_at timestamptz null
);
create unique index memberships_present on memberships (circle_id, member_id) where left_at is null;
create index memberships_circle_id_index on memberships (circle_id);
create index memberships_member_id_index on memberships (member_id);

create table turns (
  id text primary key,
  workspace_id text not null references workspaces,
  owner_id text null references users,
  circle_id text not null references circles on delete cascade,
  position int not null check (position > 0),
  speaker_id text not null,
  speaker_name text not null,
  speaker_kind text not null check (speaker_kind in ('person', 'persona')),
  text text not null,
  status text not null check (status in ('speaking', 'finished', 'interrupted', 'failed')),
  reply_to text null references turns on delete set null,
  started_at timestamptz not null,
  ended_at timestamptz null,
  input_tokens int not null check (input_tokens >= 0),
  output_tokens int not null check (output_tokens >= 0),
  cost_nano bigint not null check (cost_nano >= 0),
  voice text not null,

  problem text null,
  decision jsonb null,
  traits_shown jsonb null,
  constraint turns_circle_id_position_unique unique (circle_id, position)
);
create index turns_reply_to on turns (reply_to) where reply_to is not null;
create index turns_half_spoken on turns (circle_id) where status = 'speaking';

create table reactions (
  turn_id text not null references turns on delete cascade,
  user_id text not null references users on delete cascade,
  emoji text not null,
  workspace_id text not null references workspaces,
  circle_id text not null references circles on delete cascade,
  created_at timestamptz not null default now(),
  primary key (turn_id, user_id, emoji)
);
create index reactions_circle_id_index on reactions (circle_id);
`;

// Memories and ledger rows outlive the circle they came from, so these name circles and turns without a foreign key.
const memoriesAndLedger = `
create table memories (
  id text primary key,
  workspace_id text not null references workspaces,
  owner_id text null references users,
  persona_id text not null references personas on delete cascade,
  kind text not null check (kind in ('witnessed', 'reflection', 'preference')),
  text text not null,
  about_user_id text null references users on delete cascade,
  circle_id text null,
  turn_id text null,
  importance double precision not null check (importance between 0 and 1),
  embedding bytea null,
  embedding_model text null,
  dimension int null,
  created_at timestamptz not null default now(),
  last_accessed_at timestamptz not null default now(),
  check (embedding is null or octet_length(embedding) = dimension * 4)
);
create index memories_of_persona on memories (persona_id, created_at);
create index memories_about_user on memories (about_user_id, persona_id) where about_user_id is not null;

create table ledger (
  id text primary key,
  workspace_id text not null references workspaces,
  at timestamptz not null default now(),
  task text not null,
  provider text not null,
  model text not null,
  why text not null,
  input int not null check (input >= 0),
  output int not null check (output >= 0),
  reasoning int not null check (reasoning >= 0),
  cached int not null check (cached >= 0),
  cache_write_5m int not null check (cache_write_5m >= 0),
  cache_write_1h int not null check (cache_write_1h >= 0),
  breakdown jsonb not null,
  cost_nano bigint not null check (cost_nano >= 0),
  exact boolean not null,
  outcome text not null check (outcome in ('finished', 'aborted', 'failed')),
  raw jsonb null,
  user_id text null,
  persona_id text null,
  circle_id text null,
  run_id text null
);
create index ledger_by_time on ledger (workspace_id, at);
create index ledger_of_circle on ledger (circle_id) where circle_id is not null;
`;
