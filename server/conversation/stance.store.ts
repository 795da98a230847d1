/** Stances and what moved them, in Postgres (SPEC M7). */
import type { KeptStances, StanceStore } from "../../engine/mind/stance/stance-store.ts";
import { moveStance, type StanceMove } from "../../engine/mind/stance/move-stance.ts";
import type { Stance } from "../../engine/mind/stance/take-stance.ts";
import type { Principal } from "../../engine/scope/scope.ts";
import type { PersonaStance } from "../../schema/messages/stance.ts";
import type { Database } from "../database/open-database.store.ts";
import type { Statement } from "../database/statement.ts";

const FORMED: Statement = {
  name: "formed-stances",
  text: `
    select persona_id as "personaId", position, strength, changed_by as "changedBy", witnesses from stances
    where circle_id = $1 and topic = $2`,
};

const MOVED: Statement = {
  name: "stance-moves",
  text: `
    select persona_id as "personaId", turn_id as "turnId", words, towards, witnesses,
      extract(epoch from moved_at)::float8 * 1000 as at
    from stance_moves where circle_id = $1 and topic = $2 order by moved_at, turn_id`,
};

const FORM: Statement = {
  name: "form-stance",
  text: `
    insert into stances (circle_id, persona_id, topic, workspace_id, owner_id, position, strength, changed_by, witnesses)
    select c.id, $2, $3, c.workspace_id, c.owner_id, $4, $5, $6, $7
    from circles c where c.id = $1
    on conflict do nothing`,
};

/** Only by words of a stored turn of this circle, by somebody else. */
const MOVE: Statement = {
  name: "move-stance",
  text: `
    insert into stance_moves (circle_id, persona_id, topic, turn_id, workspace_id, owner_id, words, towards, witnesses, moved_at)
    select s.circle_id, s.persona_id, s.topic, t.id, s.workspace_id, s.owner_id, $5, $6, t.witnesses, t.started_at
    from stances s join turns t on t.circle_id = s.circle_id and t.id = $4
    where s.circle_id = $1 and s.persona_id = $2 and s.topic = $3 and s.changed_by <> 'nothing'
      and t.status = 'finished' and t.speaker_id <> s.persona_id and position($5 in t.text) > 0
    on conflict do nothing returning turn_id`,
};

const LIST = `
  select s.persona_id as "personaId", p.name, s.topic, s.position, s.strength, s.changed_by as "changedBy",
    coalesce((select json_agg(json_build_object('turnId', m.turn_id, 'speakerName', t.speaker_name, 'words', m.words,
        'towards', m.towards, 'at', m.moved_at) order by m.moved_at, m.turn_id)
      from stance_moves m join turns t on t.id = m.turn_id
      where m.circle_id = s.circle_id and m.persona_id = s.persona_id and m.topic = s.topic), '[]') as moves
  from stances s join personas p on p.id = s.persona_id
  where s.circle_id = ? order by s.formed_at, s.persona_id`;

type Listed = Stance & Pick<PersonaStance, "personaId" | "name" | "topic"> & { moves: ListedMove[] };
type ListedMove = Omit<PersonaStance["moves"][number], "position" | "strength">;

export type Stances = StanceStore & {
  /** Those of a conversation that this person may see, the first formed first. */
  list(scope: Principal, circleId: string): Promise<PersonaStance[]>;
};

export const createStanceStore = (database: Database): Stances => ({
  async read(circleId, topic): Promise<KeptStances> {
    const [formed, moves] = await Promise.all([
      database.query<KeptStances["formed"][number]>(FORMED, [circleId, topic]),
      database.query<StanceMove>(MOVED, [circleId, topic]),
    ]);
    return { formed, moves };
  },
  async form(circleId, topic, { personaId, position, strength, changedBy, witnesses }) {
    await database.query(FORM, [circleId, personaId, topic, position, strength, changedBy, witnesses]);
  },
  async move(circleId, topic, { personaId, turnId, words, towards }) {
    return (await database.query(MOVE, [circleId, personaId, topic, turnId, words, towards])).length > 0;
  },
  list: (scope, circleId) =>
    database.inScope(scope, async (em) => (await em.execute<Listed[]>(LIST, [circleId])).map(toView)),
});

function toView({ personaId, name, topic, moves, ...formed }: Listed): PersonaStance {
  let stance: Stance = formed;
  const shown = moves.map((move) => {
    stance = moveStance(stance, move.towards);
    const { position, strength } = stance;
    return { ...move, at: new Date(move.at).toISOString(), position, strength };
  });
  const { position, strength, changedBy } = stance;
  const { position: first, strength: firstStrength } = formed;
  return {
    personaId,
    name,
    topic,
    changedBy,
    formed: { position: first, strength: firstStrength },
    position,
    strength,
    moves: shown,
  };
}
