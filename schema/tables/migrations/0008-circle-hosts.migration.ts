import { Migration } from "@mikro-orm/migrations";

/** Which of the servers on this database a circle is held by: only what none holds any more is taken over (SPEC C7). */
export class CircleHosts extends Migration {
  override name = "0008-circle-hosts";

  override up(): void {
    this.addSql("alter table circles add column host int null;");
  }
}
