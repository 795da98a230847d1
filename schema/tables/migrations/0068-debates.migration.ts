import { Migration } from "@mikro-orm/migrations";

/** Where the debate of a circle is (SPEC C2): a `Debate`; null while it has none. */
export class Debates extends Migration {
  override name = "0068-debates";

  override up(): void {
    this.addSql(`alter table circles add column debate json null; grant update (debate) on circles to dramatis_app`);
  }
}
