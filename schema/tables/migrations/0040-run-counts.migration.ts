import { Migration } from "@mikro-orm/migrations";

/**
 * A run counts what came of its calls (SPEC S6): it is read each second while somebody watches it, which must not read all
 * of its answers.
 */
export class RunCounts extends Migration {
  override name = "0040-run-counts";

  override up(): void {
    this.addSql(`
alter table runs
  add column refused int not null default 0,
  add column unclear int not null default 0,
  add column failed int not null default 0,
  add column resampled int not null default 0;
update runs set refused = a.refused, unclear = a.unclear, failed = a.failed, resampled = a.resampled
from (
  select run_id, count(*) filter (where verdict = 'refused') as refused, count(*) filter (where verdict = 'unclear') as unclear,
    count(*) filter (where verdict = 'failed') as failed, count(*) filter (where jsonb_array_length(texts) > 1) as resampled
  from run_answers group by run_id) a
where a.run_id = runs.id;
create index run_answers_at on run_answers (run_id, at);
`);
  }
}
