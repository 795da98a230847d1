import { Migration } from "@mikro-orm/migrations";

/**
 * Who heard what (SPEC M4, A1). Null: said in public. Earlier private turns are assigned to those who sat there from
 * their first word to their last; where that is unknown, nobody is taken to have heard them.
 */
export class Witnesses extends Migration {
  override name = "0010-witnesses";

  override up(): void {
    for (const table of ["turns", "memories", "trait_changes"])
      this.addSql(`alter table ${table} add column witnesses text[] null;`);
    this.addSql(ofTurns);
    this.addSql(ofMemories);
    this.addSql(ofTraitChanges);
  }
}

const ofTurns = `
update turns t set witnesses = array(
  select m.member_id from memberships m
  where m.circle_id = t.circle_id and m.member_kind = 'person'
    and m.joined_at <= t.started_at and (m.left_at is null or m.left_at >= coalesce(t.ended_at, t.started_at))
  union select t.speaker_id where t.speaker_kind = 'person')
from circles c where c.id = t.circle_id and c.is_private;
`;

const ofMemories = `
update memories m set witnesses = coalesce((select t.witnesses from turns t where t.id = m.turn_id), '{}')
where not exists (select from circles c where c.id = m.circle_id and not c.is_private);
`;

/** So far traits were learned in chats alone, each private to one person. */
const ofTraitChanges = `
update trait_changes h set witnesses = coalesce((
  select case when count(distinct t.witnesses) = 1 then min(t.witnesses) end
  from turns t join circles c on c.id = t.circle_id
  where c.chat_session_id is not null and t.speaker_id = h.persona_id
    and t.traits_shown @> jsonb_build_array(jsonb_build_object('evidence', h.evidence))), '{}')
where h.source = 'learned';
`;
