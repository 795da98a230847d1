import { Migration } from "@mikro-orm/migrations";

/** Model calls that wait: batches at providers, and what was asked and answered in them (SPEC L5). */
export class ModelBatches extends Migration {
  override name = "0003-model-batches";

  override up(): void {
    this.addSql(batches);
    this.addSql(items);
  }
}

const batches = `
create table model_batches (
  id text primary key,
  order_id text not null,
  workspace_id text not null references workspaces,
  owner_id text null references users,
  provider text not null,
  model text not null,
  live boolean not null,
  why text not null,
  status text not null
    check (status in ('intended', 'submitting', 'submitted', 'completed', 'expired', 'cancelled', 'failed')),
  provider_id text null,
  problem text null,
  total int not null check (total > 0),
  answered int not null default 0 check (answered >= 0),
  failed int not null default 0 check (failed >= 0),
  cancelled int not null default 0 check (cancelled >= 0),
  retried int not null default 0 check (retried >= 0),
  cost_nano bigint not null default 0 check (cost_nano >= 0),
  created_at timestamptz not null default now(),
  sending_at timestamptz null,
  missed_at timestamptz null,
  submitted_at timestamptz null,
  ended_at timestamptz null,
  cancel_asked_at timestamptz null,
  problems int not null default 0 check (problems >= 0),
  due_at timestamptz not null default now(),
  claimed_by text null,
  claimed_until timestamptz null,
  check (answered + failed + cancelled + retried <= total),
  check ((ended_at is null) = (status in ('intended', 'submitting', 'submitted')))
);
create index model_batches_due on model_batches (live, due_at) where ended_at is null;
create index model_batches_listed on model_batches (workspace_id, id desc);
create unique index model_batches_at_provider on model_batches (provider, provider_id) where provider_id is not null;
`;

// Requests are kept as they are sent, to the byte: json, not jsonb.
const items = `
create table model_batch_items (
  id text primary key,
  order_id text not null,
  workspace_id text not null references workspaces,
  owner_id text null references users,
  batch_id text not null references model_batches,
  key text not null,
  position int not null,
  request json not null,
  originals json not null,
  context jsonb not null,
  most_nano bigint not null check (most_nano >= 0),
  lease_id text null,
  tries int not null default 1,
  carried boolean not null default true,
  status text not null default 'waiting' check (status in ('waiting', 'answered', 'failed', 'cancelled')),
  text text null,
  reason text null check (reason in ('stop', 'length', 'filtered')),
  problem text null,
  cost_nano bigint not null default 0 check (cost_nano >= 0),
  settled_at timestamptz null,
  constraint model_batch_items_key unique (order_id, key),
  check ((settled_at is null) = (status = 'waiting')),
  check ((text is null) = (status <> 'answered'))
);
create index model_batch_items_waiting on model_batch_items (batch_id, position) where status = 'waiting';
create index model_batch_items_paid_by on model_batch_items (lease_id) where status = 'waiting';
create index model_batch_items_of_order on model_batch_items (order_id, position);
`;
