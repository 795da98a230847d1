import { Migration } from "@mikro-orm/migrations";

/** How much each factor counts in a circle when the next speaker is chosen (SPEC M6); null: the defaults. */
export class TurnWeights extends Migration {
  override name = "0020-turn-weights";

  override up(): void {
    this.addSql(`alter table circles add column turn_weights jsonb null;`);
  }
}
