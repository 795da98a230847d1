import { Migration } from "@mikro-orm/migrations";

/**
 * Rows as later versions write them: a chat's person hears each of its turns, which some written on a server whose clock
 * differed lack; and targets keep the order of their traits.
 */
export class MendedRows extends Migration {
  override name = "0035-mended-rows";

  override up(): void {
    this.addSql(`update turns set witnesses = array[circles.owner_id] from circles
      where circles.id = turns.circle_id and circles.chat_session_id is not null and circles.owner_id is not null
        and turns.witnesses is not null and not turns.witnesses @> array[circles.owner_id]`);
    this.addSql(`alter table targets alter definition type json using definition::json`);
    this.addSql(`alter table target_matches alter definition type json using definition::json`);
  }
}
