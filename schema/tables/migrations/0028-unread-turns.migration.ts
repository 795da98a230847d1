import { Migration } from "@mikro-orm/migrations";

/**
 * Turns know what has still to be done with them: whether they await a round of judging and reflecting, and whether a
 * persona's reply awaits the reading of its traits. So neither is forgotten, nor done twice, when a process dies.
 */
export class UnreadTurns extends Migration {
  override name = "0028-unread-turns";

  override up(): void {
    this.addSql(`
alter table turns
  add column awaits_round boolean not null default false,
  add column awaits_reading text null check (awaits_reading in ('learn', 'note'));
create index turns_awaiting_round on turns (circle_id, position) where awaits_round;
create index turns_awaiting_reading on turns (circle_id, speaker_id, position) where awaits_reading is not null;
create index memories_of_turn on memories (turn_id) where kind = 'witnessed'`);
  }
}
