import { Migration } from "@mikro-orm/migrations";

/** Providers' bills beside the ledger, by day and model (SPEC L6). */
export class Reconciliation extends Migration {
  override name = "0006-reconciliation";

  override up(): void {
    this.addSql(`
create table reconciliations (
  provider text not null,
  day text not null check (day ~ '^\\d{4}-\\d{2}-\\d{2}$'),
  model text not null,
  billed_nano bigint not null,
  ledger_nano bigint not null check (ledger_nano >= 0),
  checked_at timestamptz not null,
  primary key (provider, day, model)
);
create index reconciliations_by_day on reconciliations (day desc);
create table reconciliation_checks (
  provider text primary key,
  checked_at timestamptz not null,
  problem text null
);
create index ledger_by_provider on ledger (provider, at);`);
  }
}
