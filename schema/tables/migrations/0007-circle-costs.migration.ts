import { Migration } from "@mikro-orm/migrations";

/** What a circle cost is the sum of its rows in the ledger, and is kept nowhere else (SPEC L6). */
export class CircleCosts extends Migration {
  override name = "0007-circle-costs";

  override up(): void {
    this.addSql("alter table circles drop column cost_nano;");
  }
}
