import type { Principal } from "../../engine/scope/scope.ts";
import type {
  Conversation,
  ConversationPage,
  ConversationQuery,
  StoredTurn,
} from "../../schema/messages/conversation.ts";
import { CircleRow } from "../../schema/tables/circle.table.ts";
import type { Database } from "../database/open-database.store.ts";
import { HEARD, IS_KEEPER, OF_THEIR_SESSION, READABLE, USER } from "./readable.ts";
import { listTurnPlaces, readTurns, type TurnOrder } from "./read-turns.store.ts";

export type Participation = { circleId: string; id: string; name: string; kind: string };

/** What a person may read of a conversation, its turns as they are asked for. */
export type OpenConversation = {
  head: Omit<Conversation, "turns">;
  /** As they were said. */
  turnIds: readonly string[];
  /** In pages. */
  readTurns(order: TurnOrder): AsyncIterable<StoredTurn[]>;
};

export type ConversationReading = ReturnType<typeof createConversationReading>;

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
  select m.circle_id as "circleId", m.member_id as id, max(m.member_name) as name, max(m.member_kind) as kind
  from memberships m join circles c on c.id = m.circle_id
  where m.circle_id in (select json_array_elements_text(?::json)) and (not c.is_private or ${IS_KEEPER} or ${OF_THEIR_SESSION} or m.member_id = ${USER} or exists (select from turns t
    where t.circle_id = c.id and t.witnesses @> array[${USER}] and (t.speaker_id = m.member_id or m.member_id = any(t.witnesses))))
  group by m.circle_id, m.member_id order by min(m.joined_at), m.member_id`;

type Readable = Pick<Conversation, "personaIds" | "mayTitle" | "isArchived">;

/** What is the person's to know and to do. */
const ONE = `
  select scope_may_title_circle(c.id) as "mayTitle",
    coalesce((select array_agg(distinct m.member_id) from memberships m where m.circle_id = c.id and m.member_kind = 'persona'
      and (not c.is_private or ${IS_KEEPER} or ${OF_THEIR_SESSION} or exists (select from turns t where t.circle_id = c.id and t.witnesses @> array[${USER}] and t.speaker_id = m.member_id))), '{}') as "personaIds",
    exists (select from conversation_marks k where k.circle_id = c.id and k.user_id = ${USER} and k.is_archived) as "isArchived"
  from circles c where c.id = ? and ${READABLE}`;

/** Reading stored conversations. */
export function createConversationReading(database: Database) {
  const participantsOf = (scope: Principal, circleIds: string[]): Promise<Participation[]> =>
    database.inScope(scope, (em) => em.execute<Participation[]>(PARTICIPANTS, [JSON.stringify(circleIds)]));

  /** Null when there is no such conversation, or they may not read it. */
  const open = (scope: Principal, circleId: string): Promise<OpenConversation | null> =>
    database.inScope(scope, async (em) => {
      const [readable] = await em.execute<Readable[]>(ONE, [circleId]);
      if (!readable) return null;
      const circle = await em.findOneOrFail(CircleRow, { id: circleId });
      const { title, topic, kind, mode, costNano, placeId, isPrivate } = circle as CircleRow &
        Pick<Conversation, "kind" | "mode">;
      const endedAt = circle.endedAt?.toISOString() ?? null;
      const places = await listTurnPlaces(em, circleId);
      return {
        head: { circleId, title, topic, kind, mode, costNano, placeId, isPrivate, endedAt, ...readable },
        turnIds: places.map(({ id }) => id),
        readTurns: (order) => readTurns(database, scope, { circleId, places, order }),
      };
    });

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

    open,

    /** With all the turns at once; null as `open`. */
    async read(scope: Principal, circleId: string): Promise<Conversation | null> {
      const opened = await open(scope, circleId);
      return opened && { ...opened.head, turns: (await Array.fromAsync(opened.readTurns("said"))).flat() };
    },

    participantsOf,
  };
}
