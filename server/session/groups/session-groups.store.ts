/** Which sessions run one guide, and what their themes are called side by side, each statement in a scope (SPEC A2, C9). */
import type { EntityManager } from "@mikro-orm/postgresql";
import { personOf, type Principal } from "../../../engine/scope/scope.ts";
import { MAX_GROUPS, type ThemeEntry } from "../../../schema/messages/session-groups.ts";
import type { Database } from "../../database/open-database.store.ts";
import { announceSession } from "../record-act.store.ts";

export type ThemeName = { entryId: string; name: string; by: "model" | "person" };
export type Renamed = Pick<ThemeEntry, "id" | "groupId" | "kind"> & { name: string };
/** Those that the person leads, the first first. `erasures`: how often somebody was erased from one of them. */
export type Guide = { sessionIds: string[]; erasures: number };

const GUIDE = `select coalesce(array_agg(id order by id), '{}') as "sessionIds", coalesce(sum(erasures), 0)::int as erasures from (
  select o.id, o.erasures from sessions s join sessions o on coalesce(o.guide_id, o.id) = coalesce(s.guide_id, s.id)
  where s.id = ? and scope_session_role(o.id) = 'facilitator' order by o.id limit ${MAX_GROUPS}) shared`;

/** `conflict`: what becomes of one that is named already. An entry that is gone meanwhile gets no name. */
const rename = (conflict: string): string => `
  insert into session_theme_names (entry_id, item_id, code_id, session_id, workspace_id, owner_id, name, made_by)
  select e.id, i.id, c.id, e."groupId", ?, ?, e.name, ?
  from json_to_recordset(?::json) as e(id text, kind text, "groupId" text, name text)
  left join outcome_items i on e.kind = 'theme' and i.id = e.id left join session_codes c on e.kind = 'code' and c.id = e.id
  where coalesce(i.id, c.id) is not null order by e.id
  on conflict (entry_id) do ${conflict}`;

export type GroupStore = ReturnType<typeof createGroupStore>;

export const createGroupStore = (database: Database) => ({
  async readGuide(scope: Principal, sessionId: string): Promise<Guide> {
    const [guide] = await database.inScope(scope, (em) => em.execute<Guide[]>(GUIDE, [sessionId]));
    return guide!;
  },

  listNames: (scope: Principal, sessionIds: readonly string[]): Promise<ThemeName[]> =>
    database.inScope(scope, (em) =>
      em.execute(
        `select entry_id as "entryId", name, made_by as by from session_theme_names
         where session_id in (select json_array_elements_text(?::json)) order by entry_id`,
        [JSON.stringify(sessionIds)],
      ),
    ),

  /** By a person, whose choice no model changes. */
  rename: (scope: Principal, entries: readonly Renamed[]): Promise<void> =>
    database.inScope(scope, async (em) => {
      await em.execute(
        rename("update set name = excluded.name, made_by = excluded.made_by, owner_id = excluded.owner_id"),
        [scope.workspaceId, personOf(scope), "person", JSON.stringify(entries)],
      );
      await announce(em, entries);
    }),

  /** Their words count again. */
  unname: (scope: Principal, entries: readonly Renamed[]): Promise<void> =>
    database.inScope(scope, async (em) => {
      await em.execute(
        "delete from session_theme_names where entry_id in (select e.id from json_to_recordset(?::json) as e(id text))",
        [JSON.stringify(entries)],
      );
      await announce(em, entries);
    }),

  /**
   * What a model found, instead of what one found before. Names that people gave stay.
   * @returns false, with nothing changed, when somebody withdrew after it was asked: it may repeat their words
   */
  renameByModel: (scope: Principal, { sessionIds, erasures }: Guide, entries: readonly Renamed[]): Promise<boolean> =>
    database.inScope(scope, async (em) => {
      const ids = JSON.stringify(sessionIds);
      const sessions = await em.execute<{ erasures: number }[]>(
        `select erasures from sessions where id in (select json_array_elements_text(?::json)) order by id for no key update`,
        [ids],
      );
      if (sessions.reduce((sum, each) => sum + each.erasures, 0) !== erasures) return false;
      await em.execute(
        `delete from session_theme_names where made_by = 'model'
           and session_id in (select json_array_elements_text(?::json))`,
        [ids],
      );
      await em.execute(rename("nothing"), [scope.workspaceId, personOf(scope), "model", JSON.stringify(entries)]);
      await announce(em, entries);
      return true;
    }),
});

async function announce(em: EntityManager, entries: readonly Renamed[]): Promise<void> {
  for (const groupId of new Set(entries.map((entry) => entry.groupId)))
    await announceSession(em, groupId, "facilitators");
}
