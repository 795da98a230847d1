import { message } from "../../schema/messages/message.ts";
import { CircleRow, MembershipRow, ReactionRow, TurnRow } from "../../schema/tables/circle.table.ts";
import type { Database } from "../database/open-database.store.ts";
import { isHostAlive } from "../database/open-host.process.ts";
import { wordIn } from "../messages/word-in.ts";
import { toTurnView, TRANSCRIPT_TURNS, type HeardTurn } from "./to-turn-view.ts";

export type StoredCircle = {
  circle: CircleRow;
  /** Members still present: only personas, since people come back on their own. */
  members: MembershipRow[];
  /** Every person who ever sat here. */
  people: string[];
  /** Oldest first, the last `TRANSCRIPT_TURNS`. */
  turns: HeardTurn[];
};

const CUT_OFF = message("turn-server-crashed");

/** The problem is in the language of the circle. */
const MARK_CUT_OFF = `update turns set status = 'interrupted', ended_at = ?, problem = cut.problem
  from json_to_recordset(?::json) as cut("circleId" text, problem text)
  where circle_id = cut."circleId" and status = 'speaking'`;

/** Chats have no host: their turns are stored whole. */
const TAKE_OVER = `update circles c set host = ? where c.chat_session_id is null
  and (c.ended_at is null or exists (select from turns t where t.circle_id = c.id and t.status = 'speaking'))
  and (c.host is null or not ${isHostAlive("c.host")}) returning c.id, c.language`;

/**
 * Settles what servers that no longer exist left open, in every place: turns that were being spoken are marked as cut
 * off, and people are marked as having left. This server has not opened yet; circles of live servers stay untouched.
 */
export const settleConversations = (database: Database, at: Date, host: number | null): Promise<void> =>
  database.em().transactional(async (em) => {
    const taken = await em.execute<{ id: string; language: string }[]>(TAKE_OVER, [host]);
    const cut = taken.map(({ id, language }) => ({ circleId: id, problem: wordIn(CUT_OFF, language) }));
    await em.execute(MARK_CUT_OFF, [at, JSON.stringify(cut)]);
    const circleId = { $in: taken.map(({ id }) => id) };
    await em.nativeUpdate(MembershipRow, { circleId, leftAt: null, memberKind: "person" }, { leftAt: at });
  });

/** The circles of a place that this server took over. */
export function restoreCircles(
  database: Database,
  placeId: string,
  workspaceId: string,
  host: number | null,
): Promise<StoredCircle[]> {
  return database.em().transactional(async (em) => {
    const open = { placeId, workspaceId, host, endedAt: null, chatSessionId: null };
    const circles = await em.find(CircleRow, open, { orderBy: { id: "asc" } });

    const restored: StoredCircle[] = [];
    for (const circle of circles) {
      const members = await em.find(
        MembershipRow,
        { circleId: circle.id },
        { orderBy: { joinedAt: "asc", id: "asc" } },
      );
      const latest = await em.find(
        TurnRow,
        { circleId: circle.id },
        { orderBy: { position: "desc" }, limit: TRANSCRIPT_TURNS },
      );
      const reactions = await em.find(ReactionRow, { turnId: { $in: latest.map(({ id }) => id) } });
      restored.push({
        circle,
        members: members.filter(({ leftAt }) => leftAt === null),
        people: [
          ...new Set(members.filter(({ memberKind }) => memberKind === "person").map(({ memberId }) => memberId)),
        ],
        turns: latest.reverse().map((turn) => ({ ...toTurnView(turn, reactions), witnesses: turn.witnesses ?? null })),
      });
    }
    return restored;
  });
}
