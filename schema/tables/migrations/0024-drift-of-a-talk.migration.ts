import { Migration } from "@mikro-orm/migrations";

/** The talk in which a trait was learned: how far one talk may move a trait is limited (SPEC M3). */
export class DriftOfATalk extends Migration {
  override name = "0024-drift-of-a-talk";

  override up(): void {
    this.addSql(`alter table trait_changes add column circle_id text null references circles on delete set null;`);
    this.addSql(`create index trait_changes_circle on trait_changes (circle_id) where circle_id is not null;`);
  }
}
