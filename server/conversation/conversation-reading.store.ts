import { personOf, type Principal } from "../../engine/scope/scope.ts";
import type { Conversation, ConversationPage, ConversationQuery } from "../../schema/messages/conversation.ts";
import { CircleRow, TurnRow } from "../../schema/tables/circle.table.ts";
import type { Database } from "../database/open-database.store.ts";
import { toTurnView } from "./to-turn-view.ts";

export type Participation = { circleId: string; name: string; kind: string };

export type ConversationReading = ReturnType<typeof createConversationReading>;

export const USER = "(select scope_user())";
/** Facilitators and admins, who may read every conversation of the workspace (SPEC A1). */
const IS_KEEPER = "(select scope_has_role('facilitator', 'admin'))";

/** Circle `c` is that of a session whose people they belong to, or that their link shows: they read it from the start (SPEC C9). */
const OF_THEIR_SESSION = "(c.id in (select scope_session_circles()) or c.id = (select scope_shared_circle()))";

/** SQL, in a scope: its person was present for turn `t` of circle `c`, or may read it anyway. */
export const HEARD = `(not c.is_private or ${IS_KEEPER} or ${OF_THEIR_SESSION} or t.witnesses @> array[${USER}])`;

const SUMMARY = `
  select c.id as "circleId", c.title, c.topic, c.kind, c.place_id as "placeId", c.is_private as "isPrivate", (select coalesce(sum(l.cost_nano), 0) from ledger l where l.circle_id = c.id) as "costNano",
    c.created_at as "createdAt", c.ended_at as "endedAt", found.text as found,
    (select count(*)::int from turns t where t.circle_id = c.id and t.status <> 'speaking' and ${HEARD}) as "turnCount",
    (select count(*)::int from turns t where t.circle_id = c.id and t.status <> 'speaking' and ${HEARD} and m.read_to > 0 and t.position > m.read_to) as "unreadCount"
  from circles c
  left join conversation_marks m on m.circle_id = c.id and m.user_id = ${USER}
  left join lateral
    (select substr(t.text, greatest(1, position(lower(?) in lower(t.text)) - 60), 160) as text from turns t
     where ? <> '' and t.circle_id = c.id and t.status <> 'speaking' and ${HEARD} and t.text ilike ? order by t.position limit 1) as found on true`;

/**
 * Who sat in circles, in order of arrival. For a private circle the person gets only those who spoke to them or heard
 * what they heard.
 */
const PARTICIPANTS = `
  select m.circle_id as "circleId", max(m.member_name) as name, max(m.member_kind) as kind
  from memberships m join circles c on c.id = m.circle_id
  where m.circle_id in (select json_array_elements_text(?::json)) and (not c.is_private or ${IS_KEEPER} or ${OF_THEIR_SESSION} or m.member_id = ${USER} or exists (select from turns t
    where t.circle_id = c.id and t.witnesses @> array[${USER}] and (t.speaker_id = m.member_id or m.member_id = any(t.witnesses))))
  group by m.circle_id, m.member_id order by min(m.joined_at), m.member_id`;

/** SQL, in a scope: its person may read circle `c`, as far as they heard it: a public one when signed in; a private one as its opener, former member or keeper, or as one of its session's people; or a link shows it. */
export const READABLE = `(c.id = (select scope_shared_circle()) or c.workspace_id = (select scope_workspace()) and (${IS_KEEPER} or not c.is_private
  or c.owner_id = ${USER} or ${OF_THEIR_SESSION} or exists (select from memberships m where m.circle_id = c.id and m.member_id = ${USER})))`;

type Readable = { hears: boolean } & Pick<Conversation, "personaIds" | "mayTitle" | "isArchived">;

/** Whether the person hears all of it, and what is theirs to know and to do. */
const ONE = `
  select ${IS_KEEPER} or not c.is_private or ${OF_THEIR_SESSION} as hears, scope_may_title_circle(c.id) as "mayTitle",
    coalesce((select array_agg(distinct m.member_id) from memberships m where m.circle_id = c.id and m.member_kind = 'persona'
      and (not c.is_private or ${IS_KEEPER} or ${OF_THEIR_SESSION} or exists (select from turns t where t.circle_id = c.id and t.witnesses @> array[${USER}] and t.speaker_id = m.member_id))), '{}') as "personaIds",
    exists (select from conversation_marks k where k.circle_id = c.id and k.user_id = ${USER} and k.is_archived) as "isArchived"
  from circles c where c.id = ? and ${READABLE}`;

/** Reading stored conversations. */
export function createConversationReading(database: Database) {
  const participantsOf = (scope: Principal, circleIds: string[]): Promise<Participation[]> =>
    database.inScope(scope, (em) => em.execute<Participation[]>(PARTICIPANTS, [JSON.stringify(circleIds)]));

  return {
    /** Newest first. `q` searches words in title, topic and text. */
    async list(scope: Principal, { q = "", shows, cursor, limit }: ConversationQuery): Promise<ConversationPage> {
      const like = `%${q.replace(/[\\%_]/g, "\\$&")}%`;
      const before = cursor ? "and c.id < ?" : "";
      const archived = `coalesce(m.is_archived, false) = ${shows === "archived"}`;
      const sql = `${SUMMARY} where ${READABLE} and ${archived} and (c.title ilike ? or c.topic ilike ? or found.text is not null) ${before} order by c.id desc limit ?`;
      const values = [q, q, like, like, like, ...(cursor ? [cursor] : []), limit + 1];
      const rows = await database.inScope(scope, (em) =>
        em.execute<(ConversationPage["items"][number] & { createdAt: Date; endedAt: Date | null })[]>(sql, values),
      );
      const page = rows.slice(0, limit);
      const came = await participantsOf(
        scope,
        page.map(({ circleId }) => circleId),
      );
      const items = page.map((row) => ({
        ...row,
        participants: came.flatMap(({ circleId, name }) => (circleId === row.circleId ? [name] : [])),
        costNano: Number(row.costNano),
        createdAt: new Date(row.createdAt).toISOString(),
        endedAt: row.endedAt && new Date(row.endedAt).toISOString(),
      }));
      return { items, next: rows.length > limit ? items.at(-1)!.circleId : null };
    },

    /** With the turns this person may read; null when there is no such conversation, or they may not read it. */
    read: (scope: Principal, circleId: string): Promise<Conversation | null> =>
      database.inScope(scope, async (em) => {
        const [readable] = await em.execute<Readable[]>(ONE, [circleId]);
        if (!readable) return null;
        const { hears, ...own } = readable;
        const circle = await em.findOneOrFail(CircleRow, { id: circleId });
        const heard = hears ? {} : { witnesses: { $contains: [personOf(scope)!] } };
        const said = { circleId, status: { $ne: "speaking" }, ...heard };
        const turns = await em.find(TurnRow, said, { orderBy: { position: "asc" } });
        const { title, topic, kind, mode, costNano, placeId, isPrivate } = circle as CircleRow &
          Pick<Conversation, "kind" | "mode">;
        const endedAt = circle.endedAt?.toISOString() ?? null;
        const stored = turns.map((turn) => toTurnView(turn, []) as Conversation["turns"][number]);
        return { circleId, title, topic, kind, mode, costNano, placeId, isPrivate, endedAt, ...own, turns: stored };
      }),

    participantsOf,
  };
}
