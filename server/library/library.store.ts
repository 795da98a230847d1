/** The library's rows, each statement for one person in their workspace (SPEC A2), except what only the server does. */
import type { EntityManager } from "@mikro-orm/postgresql";
import { personOf, type Principal } from "../../engine/scope/scope.ts";
import type { Lineage } from "../../schema/messages/library.ts";
import { recordAction } from "../audit/audit.store.ts";
import { lockRow } from "../database/lock-row.store.ts";
import { newId } from "../database/new-id.adapter.ts";
import type { Database } from "../database/open-database.store.ts";
import { lockAdmin } from "../people/lock-admin.store.ts";
import { LIBRARY_TEXT } from "./library-search.store.ts";

export type EntryRow = {
  id: string;
  personaId: string;
  name: string;
  publisherId: string;
  publisherName: string;
  publishedAt: Date | string;
  stars: number | null;
  ratings: number;
  myStars: number | null;
  copies: number;
  originId: string | null;
  originName: string | null;
  hiddenWhy: string | null;
};

const ENTRY = `
  select e.id, e.persona_id as "personaId", p.name, u.id as "publisherId", u.name as "publisherName",
    e.published_at as "publishedAt", r.average as stars, r.raters as ratings, m.stars as "myStars",
    (select count(*)::int from personas c where c.origin_id = p.id and c.deleted_at is null) as copies,
    o.id as "originId", o.name as "originName", case when e.hidden_at is not null then e.hidden_why end as "hiddenWhy"
  from published_personas e
    join personas p on p.id = e.persona_id and p.deleted_at is null
    join users u on u.id = e.owner_id
    left join personas o on o.id = p.origin_id
    left join persona_ratings m on m.persona_id = e.persona_id and m.user_id = ?
    cross join lateral persona_rating(e.persona_id) r`;

const MOST_ANCESTORS = 20;

export type LibraryStore = ReturnType<typeof createLibraryStore>;

export const createLibraryStore = (database: Database) => ({
  ...readings(database),
  ...changes(database),
  ...vectors(database),
});

function readings(database: Database) {
  const entries = (em: EntityManager, scope: Principal, where: string, values: unknown[]) =>
    em.execute<EntryRow[]>(`${ENTRY} ${where}`, [personOf(scope)!, ...values]);
  return {
    /** Newest first, before the entry `before`. */
    listNewest: (scope: Principal, before: string | undefined, limit: number): Promise<EntryRow[]> =>
      database.inScope(scope, (em) =>
        entries(em, scope, "where (?::text is null or e.id < ?) order by e.id desc limit ?", [
          before ?? null,
          before ?? null,
          limit,
        ]),
      ),

    listByIds: (scope: Principal, ids: readonly string[]): Promise<EntryRow[]> =>
      database.inScope(scope, (em) =>
        entries(em, scope, "where e.id = any(?::text[]) order by array_position(?::text[], e.id)", [
          toArray(ids),
          toArray(ids),
        ]),
      ),

    async findOf(scope: Principal, personaId: string): Promise<EntryRow | null> {
      const [found] = await database.inScope(scope, (em) => entries(em, scope, "where e.persona_id = ?", [personaId]));
      return found ?? null;
    },

    lineage: (scope: Principal, personaId: string): Promise<Lineage["items"]> =>
      database.inScope(scope, (em) =>
        em.execute<Lineage["items"]>(
          `with recursive line (id, depth) as (
             select origin_id, 1 from personas where id = ?
             union all
             select p.origin_id, depth + 1 from line join personas p on p.id = line.id where depth < ?
           )
           select p.id as "personaId", p.name, u.name as "ownerName", p.deleted_at is not null as "isGone"
           from line join personas p on p.id = line.id left join users u on u.id = p.owner_id order by depth`,
          [personaId, MOST_ANCESTORS],
        ),
      ),
  };
}

function changes(database: Database) {
  return {
    /** Of a persona that was published already, nothing changes. @returns false when the person has published `most` */
    publish: (scope: Principal, personaId: string, most: number): Promise<boolean> =>
      database.inScope(scope, async (em) => {
        await lockRow(em, "users", personOf(scope)!);
        const known = await em.execute("select from published_personas where persona_id = ?", [personaId]);
        if (known.length > 0) return true;
        const added = await em.execute(
          `insert into published_personas (id, persona_id, workspace_id, owner_id) select ?, ?, ?, ?
           where (select count(*) from published_personas where owner_id = ?) < ?
           on conflict (persona_id) do nothing returning id`,
          [newId(), personaId, scope.workspaceId, personOf(scope)!, personOf(scope)!, most],
        );
        return added.length > 0;
      }),

    /** @returns whether there was one that may be withdrawn */
    withdraw: (scope: Principal, personaId: string): Promise<boolean> =>
      database.inScope(scope, async (em) => {
        const gone = await em.execute("delete from published_personas where persona_id = ? returning id", [personaId]);
        return gone.length > 0;
      }),

    rate: (scope: Principal, personaId: string, stars: number | null): Promise<void> =>
      database.inScope(scope, async (em) => {
        if (stars === null)
          await em.execute("delete from persona_ratings where persona_id = ? and user_id = ?", [
            personaId,
            personOf(scope)!,
          ]);
        else
          await em.execute(
            `insert into persona_ratings (persona_id, user_id, workspace_id, stars) values (?, ?, ?, ?)
             on conflict (persona_id, user_id) do update set stars = excluded.stars, rated_at = now()`,
            [personaId, personOf(scope)!, scope.workspaceId, stars],
          );
      }),

    /** By an admin, recorded in the audit log. @returns whether there is such an entry */
    hide: (scope: Principal, personaId: string, why: string | null): Promise<boolean | "not-admin-any-more"> =>
      database.em().transactional(async (em) => {
        if (!(await lockAdmin(em, scope))) return "not-admin-any-more";
        const [hidden] = await em.execute<{ name: string }[]>(
          `update published_personas e set hidden_at = case when ?::text is null then null else now() end, hidden_why = ?
           from personas p where p.id = e.persona_id and e.persona_id = ? and e.workspace_id = ? returning p.name`,
          [why, why, personaId, scope.workspaceId],
        );
        if (!hidden) return false;
        const action = why === null ? "persona-shown" : "persona-hidden";
        await recordAction(em, scope, { action, subject: { id: personaId, name: hidden.name } });
        return true;
      }),
  };
}

function vectors(database: Database) {
  return {
    /** Entries whose vector is missing, of another model, or of a former version of the persona. */
    listUnembedded: (workspaceId: string, model: string, limit: number) =>
      database.em().execute<{ id: string; version: number; text: string }[]>(
        `select e.id, p.version, ${LIBRARY_TEXT} as text
         from published_personas e join personas p on p.id = e.persona_id and p.deleted_at is null
         where e.workspace_id = ? and (e.embedding is null or e.embedding_model is distinct from ?
           or e.embedded_version is distinct from p.version) order by e.id desc limit ?`,
        [workspaceId, model, limit],
      ),

    async keepVector(id: string, version: number, embedding: Buffer, model: string): Promise<void> {
      await database
        .em()
        .execute(
          "update published_personas set embedding = ?, embedding_model = ?, embedded_version = ? where id = ?",
          [embedding, model, version, id],
        );
    },
  };
}

/** As Postgres writes an array; the entries' ids need no quotes. */
const toArray = (ids: readonly string[]): string => `{${ids.join(",")}}`;
