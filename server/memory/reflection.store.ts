/** What personas have not reflected on, and what they concluded, in Postgres (SPEC M4). */
import type { Memory, NewMemory } from "../../engine/memory/memory.ts";
import type { AwaitingTurn, ReflectionStore } from "../../engine/memory/reflection/reflection-store.ts";
import { splitRemembered } from "../../engine/memory/split-remembered.ts";
import { judgeImportance } from "../../engine/memory/judge-importance.ts";
import { newId } from "../database/new-id.adapter.ts";
import type { Database } from "../database/open-database.store.ts";
import type { Query, Statement } from "../database/statement.ts";
import { toJsonRows } from "../database/json-rows.ts";
import { insertMemories, MEMORY } from "./memory-statements.store.ts";
import { toRow, type StoredMemory } from "./memory-rows.store.ts";

/** A persona's memory of its own words begins with "I": another's names it. */
const ROUND: Statement = {
  name: "round-of-turns",
  text: `
    select t.id as "turnId", t.speaker_kind = 'person' as "isByPerson", m.text
    from turns t left join lateral (
      select text from memories where turn_id = t.id and kind = 'witnessed' and importance_by = 'words'
      order by persona_id = t.speaker_id, id limit 1) m on true
    where t.circle_id = $1 and t.awaits_round order by t.position limit $2`,
};

const END_ROUND: Statement = { name: "end-round", text: "update turns set awaits_round = false where id = any($1)" };

/** `$1`: turnId, importance. Rows are locked by id. */
const JUDGE: Statement = {
  name: "judge-turns",
  text: `
    with judged as (select * from json_to_recordset($1::json) as judged ("turnId" text, importance float8)),
    held as (
      select m.id, judged.importance from memories m join judged on judged."turnId" = m.turn_id
      where m.circle_id = $2 and m.kind = 'witnessed' and m.importance_by = 'words' order by m.id for no key update of m),
    written as (
      update memories set importance = held.importance, importance_by = 'model' from held where memories.id = held.id
      returning memories.id, memories.persona_id),
    notified as (
      select pg_notify('memories', json_build_object('writer', 'judged', 'personaId', persona_id, 'ids', json_agg(id))::text)
      from written group by persona_id)
    select ${MEMORY} from memories where id in (select id from written)
      and (select count(*) from notified) >= 0`,
};

/** The company as it is stored, of which nobody is left out or added. */
const RIPE: Statement = {
  name: "ripe-memories",
  text: `
    with ripe as (
      select persona_id, about_user_id, witnesses, sum(importance) as gathered from memories
      where persona_id in (select persona_id from memories where turn_id = any($1) and kind = 'witnessed') and kind = 'witnessed' and not is_reflected_on and about_user_id is not null
      group by persona_id, about_user_id, witnesses having sum(importance) >= $2
      order by gathered desc limit 8)
    select found.*, personas.name as "personaName" from ripe join personas on personas.id = ripe.persona_id
    cross join lateral (
      select ${MEMORY} from memories m
      where m.persona_id = ripe.persona_id and m.kind = 'witnessed' and not m.is_reflected_on
        and m.about_user_id = ripe.about_user_id and m.witnesses is not distinct from ripe.witnesses
      order by m.id limit $3) as found
    order by ripe.gathered desc, found.id`,
};

/** Those that are as they were considered, locked by id. `$1`: id, text. */
const HOLD: Statement = {
  name: "hold-considered",
  text: `
    select m.id from memories m join json_to_recordset($1::json) as considered (id text, text text)
      on considered.id = m.id and considered.text = m.text
    where not m.is_reflected_on order by m.id for no key update of m`,
};

const MARK: Statement = {
  name: "mark-reflected",
  text: "update memories set is_reflected_on = true where id = any($1)",
};

/** As a writer of its own, so that every process's index hears of what it stores. */
const WRITER = "reflection";

/** @param embed has the vectors of stored memories made in the background */
export function createReflectionStore(
  database: Database,
  embed: (workspaceId: string, rows: readonly StoredMemory[]) => void,
): ReflectionStore {
  const add = async (query: Query, memories: readonly NewMemory[]) => {
    const rows = memories.map(toRow);
    await insertMemories({ query }, rows, WRITER);
    return rows;
  };
  return {
    readRound: (circleId, limit) => database.query<AwaitingTurn>(ROUND, [circleId, limit]),

    async judge(circleId, judgments, { workspaceId }) {
      const made = await database.transact(async (query) => {
        const judged = await query<Memory>(JUDGE, [toJsonRows(judgments), circleId]);
        const preferences = judged.flatMap((sentence) =>
          (judgments.find(({ turnId }) => turnId === sentence.turnId)?.preferences ?? []).map((text) =>
            toPreference(sentence, text),
          ),
        );
        return add(query, preferences);
      });
      embed(workspaceId, made);
    },

    async readUnreflected(turns, least, limit) {
      const rows = await database.query<Memory & { personaName: string }>(RIPE, [idsOf(turns), least, limit]);
      const groups = Map.groupBy(rows, ({ personaId, aboutUserId, witnesses }) =>
        JSON.stringify([personaId, aboutUserId, witnesses]),
      );
      return [...groups.values()].map((group) => ({
        personaId: group[0]!.personaId,
        personaName: group[0]!.personaName,
        memories: group.map(({ personaName: _, ...memory }) => memory),
      }));
    },

    endRound: async (turns) => void (await database.query(END_ROUND, [idsOf(turns)])),

    async addReflections(considered, reflections, { workspaceId }) {
      const ids = considered.map(({ id }) => id);
      const made = await database.transact(async (query) => {
        const held = await query(HOLD, [toJsonRows(considered.map(({ id, text }) => ({ id, text })))]);
        if (held.length < considered.length) return null;
        await query(MARK, [ids]);
        return add(query, reflections);
      });
      if (made) embed(workspaceId, made);
      return made !== null;
    },
  };
}

const idsOf = (turns: readonly AwaitingTurn[]): string[] => turns.map(({ turnId }) => turnId);

const toPreference = (sentence: Memory, text: string): NewMemory => ({
  ...sentence,
  id: newId(),
  kind: "preference",
  text,
  importance: judgeImportance(splitRemembered(text).words, {
    speakerIsPerson: true,
    namesPersona: false,
    isPreference: true,
  }),
  sourceIds: [sentence.id],
});
