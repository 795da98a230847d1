import { Migration } from "@mikro-orm/migrations";

/** Which turn a model call was made for: what was spent on turns that nobody heard can be told (SPEC L8). */
export class DraftedTurns extends Migration {
  override name = "0011-drafted-turns";

  override up(): void {
    this.addSql("alter table ledger add column turn_id text null;");
  }
}
