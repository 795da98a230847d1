import { Migration } from "@mikro-orm/migrations";

/** Jobs with their progress, and their workers (SPEC O7). */
export class DurableJobs extends Migration {
  override name = "0014-durable-jobs";

  override up(): void {
    this.addSql(jobs);
    this.addSql(workers);
  }
}

const jobs = `
create table durable_jobs (
  id text primary key,
  workspace_id text not null references workspaces,
  owner_id text null references users on delete set null,
  name text not null,
  version int not null,
  payload jsonb not null,
  status text not null default 'queued'
    check (status in ('queued', 'running', 'paused', 'completed', 'cancelled', 'dead')),
  wish text null check (wish in ('pause', 'cancel')),
  ticket_id text not null,
  retry_count int not null default 0,
  attempt int not null default 0,
  held_by int null,
  has_progressed boolean not null default false,
  checkpoint jsonb null,
  done int not null default 0,
  total int null,
  problem jsonb null,
  created_at timestamptz not null default now(),
  queued_at timestamptz not null default now(),
  started_at timestamptz null,
  ended_at timestamptz null
);
create index durable_jobs_workspace on durable_jobs (workspace_id, id desc);
create index durable_jobs_open on durable_jobs (status) where status in ('queued', 'running');
`;

const workers = `
create table job_workers (
  id int primary key,
  version text not null,
  started_at timestamptz not null default now(),
  beat_at timestamptz not null default now()
);
`;
