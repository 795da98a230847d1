import { Migration } from "@mikro-orm/migrations";

/** Which turn a model call was made for, so that spending on turns nobody heard can be reported (SPEC L8). */
export class DraftedTurns extends Migration {
  override name = "0011-drafted-turns";

  override up(): void {
    this.addSql("alter table ledger add column turn_id text null;");
  }
}
