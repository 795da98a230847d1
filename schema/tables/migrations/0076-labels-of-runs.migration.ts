import { Migration } from "@mikro-orm/migrations";

/** A run labels what its target needs and the pool lacks, before it matches (SPEC S6). */
export class LabelsOfRuns extends Migration {
  override name = "0076-labels-of-runs";

  override up(): void {
    this.addSql(`
alter table labellings
  add column run_id text null unique references runs on delete cascade check (run_id = id),
  add column total int null;
`);
  }
}
