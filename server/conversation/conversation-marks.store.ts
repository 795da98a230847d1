import type { Principal } from "../../engine/scope/scope.ts";
import type { Database } from "../database/open-database.store.ts";
import { HEARD, READABLE, USER } from "./readable.ts";

/** What a person keeps of a conversation: how far they have read it, and whether it is in their archive (SPEC C3, C8). */
export type ConversationMarks = ReturnType<typeof createConversationMarks>;

const READ = `
  with turn as (
    select t.circle_id, t.position, coalesce(m.read_to, 0) as before
    from turns t join circles c on c.id = t.circle_id
    left join conversation_marks m on m.circle_id = c.id and m.user_id = ${USER}
    where c.id = ? and t.id = ? and ${READABLE} and ${HEARD}),
  kept as (
    insert into conversation_marks (user_id, circle_id, workspace_id, read_to)
    select ${USER}, circle_id, (select scope_workspace()), position from turn
    on conflict (user_id, circle_id) do update set read_to = greatest(conversation_marks.read_to, excluded.read_to))
  select (select t.id from turns t join circles c on c.id = t.circle_id
    where t.circle_id = turn.circle_id and t.position <= turn.before and ${HEARD}
    order by t.position desc limit 1) as "turnId"
  from turn`;

const ARCHIVE = `
  insert into conversation_marks (user_id, circle_id, workspace_id, is_archived)
  select ${USER}, c.id, (select scope_workspace()), ? from circles c where c.id = ? and ${READABLE}
  on conflict (user_id, circle_id) do update set is_archived = excluded.is_archived
  returning circle_id`;

const UNREAD = `
  select c.id as "circleId", count(*)::int as "unreadCount"
  from conversation_marks m join circles c on c.id = m.circle_id join turns t on t.circle_id = c.id
  where m.user_id = ${USER} and m.read_to > 0 and c.ended_at is null and ${READABLE}
    and t.status <> 'speaking' and t.position > m.read_to and ${HEARD}
  group by c.id`;

export function createConversationMarks(database: Database) {
  const ask = <Row extends object>(scope: Principal, sql: string, values: unknown[]) =>
    database.inScope(scope, (em) => em.execute<Row[]>(sql, values));
  return {
    /** Marks never go back. @returns the last turn they had read before, or null when this one is not theirs to read */
    async read(scope: Principal, circleId: string, turnId: string): Promise<{ turnId: string | null } | null> {
      const [before] = await ask<{ turnId: string | null }>(scope, READ, [circleId, turnId]);
      return before ?? null;
    },
    /** @returns whether there is such a conversation for them */
    archive: async (scope: Principal, circleId: string, isArchived: boolean): Promise<boolean> =>
      (await ask(scope, ARCHIVE, [isArchived, circleId])).length > 0,
    /** Of open circles that they have read before. */
    unread: (scope: Principal) => ask<{ circleId: string; unreadCount: number }>(scope, UNREAD, []),
    /** @returns whether they may */
    async retitle(scope: Principal, circleId: string, title: string): Promise<boolean> {
      const [row] = await ask<{ isDone: boolean }>(scope, `select scope_title_circle(?, ?) as "isDone"`, [
        circleId,
        title,
      ]);
      return row!.isDone;
    },
  };
}
