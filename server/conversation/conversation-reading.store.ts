import type { Conversation, ConversationPage, ConversationQuery } from "../../schema/messages/conversation.ts";
import { CircleRow, MembershipRow, TurnRow } from "../../schema/tables/circle.table.ts";
import type { Database } from "../database/open-database.store.ts";
import { toTurnView } from "./to-turn-view.ts";

/** `keeper`: facilitators and admins, who may read every conversation of the workspace (SPEC A1). */
export type Reader = { userId: string; workspaceId: string; keeper: boolean };

export type ConversationReading = ReturnType<typeof createConversationReading>;

const SUMMARY = `
  select c.id as "circleId", c.title, c.topic, c.kind, c.place_id as "placeId", c.is_private as "isPrivate", (select coalesce(sum(l.cost_nano), 0) from ledger l where l.circle_id = c.id) as "costNano",
    c.created_at as "createdAt", c.ended_at as "endedAt", found.text as found,
    (select count(*)::int from turns t where t.circle_id = c.id and t.status <> 'speaking') as "turnCount",
    (select coalesce(array_agg(name order by since), '{}') from
      (select max(member_name) as name, min(joined_at) as since from memberships m where m.circle_id = c.id group by member_id) as came) as participants
  from circles c
  left join lateral
    (select substr(t.text, greatest(1, position(lower(?) in lower(t.text)) - 60), 160) as text from turns t
     where ? <> '' and t.circle_id = c.id and t.status <> 'speaking' and t.text ilike ? order by t.position limit 1) as found on true`;

/** May be read by anyone signed in when public; by who opened it or ever sat in it, and by keepers, when private; `c` is the circle. */
export const READABLE = `c.workspace_id = ? and (? or not c.is_private or c.owner_id = ? or exists (select from memberships m where m.circle_id = c.id and m.member_id = ?))`;
export const readableBy = ({ workspaceId, keeper, userId }: Reader): unknown[] => [workspaceId, keeper, userId, userId];

/** Conversations as they are read afterwards. */
export function createConversationReading(database: Database) {
  return {
    /** Newest first. `q` finds words in title, topic and text. */
    async list(reader: Reader, { q = "", cursor, limit }: ConversationQuery): Promise<ConversationPage> {
      const like = `%${q.replace(/[\\%_]/g, "\\$&")}%`;
      const page = cursor ? "and c.id < ?" : "";
      const sql = `${SUMMARY} where ${READABLE} and (c.title ilike ? or c.topic ilike ? or found.text is not null) ${page} order by c.id desc limit ?`;
      const values = [q, q, like, ...readableBy(reader), like, like, ...(cursor ? [cursor] : []), limit + 1];
      const rows = await database
        .em()
        .execute<(ConversationPage["items"][number] & { createdAt: Date; endedAt: Date | null })[]>(sql, values);
      const items = rows.slice(0, limit).map((row) => ({
        ...row,
        costNano: Number(row.costNano),
        createdAt: new Date(row.createdAt).toISOString(),
        endedAt: row.endedAt && new Date(row.endedAt).toISOString(),
      }));
      return { items, next: rows.length > limit ? items.at(-1)!.circleId : null };
    },

    /** Null when there is none, or this reader may not read it. */
    async read(reader: Reader, circleId: string): Promise<Conversation | null> {
      const em = database.em();
      const [readable] = await em.execute<unknown[]>(`select 1 from circles c where c.id = ? and ${READABLE}`, [
        circleId,
        ...readableBy(reader),
      ]);
      if (!readable) return null;
      const circle = await em.findOneOrFail(CircleRow, { id: circleId });
      const turns = await em.find(TurnRow, { circleId, status: { $ne: "speaking" } }, { orderBy: { position: "asc" } });
      const { title, topic, kind, mode, costNano } = circle as CircleRow & Pick<Conversation, "kind" | "mode">;
      const stored = turns.map((turn) => toTurnView(turn, []) as Conversation["turns"][number]);
      return { circleId, title, topic, kind, mode, costNano, turns: stored };
    },

    /** Who ever sat in it, in the order they came. */
    async participantsOf(circleId: string): Promise<{ name: string; kind: string }[]> {
      const rows = await database.em().find(MembershipRow, { circleId }, { orderBy: { joinedAt: "asc", id: "asc" } });
      const byId = new Map(
        rows.map(({ memberId, memberName, memberKind }) => [memberId, { name: memberName, kind: memberKind }]),
      );
      return [...byId.values()];
    },
  };
}
