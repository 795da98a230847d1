/** Matched panels to draw from, and those drawn standing up in a session, each statement in a scope (SPEC A2, S8). */
import { personOf, type Principal } from "../../../engine/scope/scope.ts";
import type { PersonaDraft } from "../../../schema/messages/persona.ts";
import type { SessionPlan } from "../../../schema/messages/session.ts";
import type { PanelWish } from "../../../schema/messages/session-panel.ts";
import { lockRow } from "../../database/lock-row.store.ts";
import { newId } from "../../database/new-id.adapter.ts";
import type { Database } from "../../database/open-database.store.ts";
import { MAX_PER_ACCOUNT } from "../../persona/personas.ts";
import { insertPersona } from "../../persona/persona-rows.store.ts";
import { changePlanIn } from "../session.store.ts";
import type { Candidate } from "./draw-panel.ts";

export type Source = { name: string; candidates: Candidate[] };
export type PlannedSession = { id: string; version: number; plan: SessionPlan };
export type Drawn = { backstoryId: string; draft: PersonaDraft };

/** SQL: of a source of candidates, by its kind and id. */
const SOURCES: Record<PanelWish["from"]["kind"], string> = {
  target: `select t.name, coalesce((select json_agg(json_build_object('backstoryId', pair->>'backstoryId',
      'weight', coalesce((pair->>'rakingWeight')::float8, 1), 'traits', pair->'wanted') order by place)
      from jsonb_array_elements(m.pairs) with ordinality of_panel(pair, place)), '[]') as candidates
    from targets t join target_matches m on m.target_id = t.id
    where t.id = ? and m.pairs is not null order by m.id desc limit 1`,
  run: `select r.name, coalesce((select json_agg(json_build_object('backstoryId', p.backstory_id,
      'weight', coalesce(p.raking_weight, 1), 'traits', p.traits) order by p.ordinal)
      from run_respondents p where p.run_id = r.id and p.backstory_id is not null), '[]') as candidates
    from runs r where r.id = ? and r.ended_at is not null and r.status = 'COMPLETED'`,
};

export type PanelStore = ReturnType<typeof createPanelStore>;

export const createPanelStore = (database: Database) => ({
  /** Null where there is none that is finished. */
  async findSource(scope: Principal, { kind, id }: PanelWish["from"]): Promise<Source | null> {
    const [found] = await database.inScope(scope, (em) => em.execute<Source[]>(SOURCES[kind], [id]));
    return found ?? null;
  },

  /** The backstories that personas of these ids stand up from. */
  async listStanding(scope: Principal, personaIds: readonly string[]): Promise<string[]> {
    const rows = await database.inScope(scope, (em) =>
      em.execute<{ id: string }[]>(
        `select backstory_id as id from personas
         where backstory_id is not null and id in (select json_array_elements_text(?::json))`,
        [JSON.stringify(personaIds)],
      ),
    );
    return rows.map(({ id }) => id);
  },

  /** Nobody who stands up passes for one of them. */
  async listCastNames(scope: Principal): Promise<string[]> {
    const rows = await database.inScope(scope, (em) =>
      em.execute<{ name: string }[]>("select name from personas where owner_id is null and deleted_at is null"),
    );
    return rows.map(({ name }) => name);
  },

  /**
   * Makes the personas, in the session's place, and adds them to its plan: all of it or nothing.
   * @returns what kept it from being done, null if nothing did
   */
  async standUp(
    scope: Principal,
    { id, version, plan }: PlannedSession,
    drawn: readonly Drawn[],
  ): Promise<"personas-limit" | "changed" | null> {
    const ownerId = personOf(scope)!;
    const standing = drawn.map((one) => ({ ...one, id: newId() }));
    const personaIds = [...plan.personaIds, ...standing.map((one) => one.id)];
    return database.inScope(scope, async (em) => {
      await lockRow(em, "users", ownerId);
      const [{ count }] = await em.execute<[{ count: number }]>(
        "select count(*)::int as count from personas where owner_id = ? and deleted_at is null",
        [ownerId],
      );
      if (count + standing.length > MAX_PER_ACCOUNT) return "personas-limit";
      if (!(await changePlanIn(em, scope, { id, version, plan: { ...plan, personaIds } }))) return "changed";
      const made = { workspaceId: scope.workspaceId, ownerId, placeId: plan.placeId };
      for (const persona of standing)
        await insertPersona(em, { ...made, ...persona, castKey: null, originId: null, own: [] });
      return null;
    });
  },
});
