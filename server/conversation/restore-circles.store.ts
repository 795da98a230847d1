import { CircleRow, MembershipRow, ReactionRow, TurnRow } from "../../schema/tables/circle.table.ts";
import type { Database } from "../database/open-database.store.ts";
import { refuseUnlessAlive } from "../cluster/fence.store.ts";
import { toTurnView, TRANSCRIPT_TURNS, type HeardTurn } from "./to-turn-view.ts";

export type StoredCircle = {
  circle: CircleRow;
  /** Whose circle it is; null: no session's. */
  sessionId: string | null;
  /** Members still present: only personas, since people come back on their own. */
  members: MembershipRow[];
  /** Every person who ever sat here. */
  people: string[];
  /** Oldest first, the last `TRANSCRIPT_TURNS`. */
  turns: HeardTurn[];
};

/** In one order, as all who lock several circles. */
const TAKE_OVER = `
  with free as (
    select id from circles where place_id = ? and workspace_id = ? and ended_at is null and chat_session_id is null
      and host is null order by id for no key update)
  update circles set host = ? from free where circles.id = free.id returning circles.id`;

/** Takes over the circles of a place that no server holds; if several servers try, one of them gets each. */
export function restoreCircles(
  database: Database,
  placeId: string,
  workspaceId: string,
  host: number | null,
): Promise<StoredCircle[]> {
  return database.em().transactional(async (em) => {
    await refuseUnlessAlive(em, host);
    const taken = await em.execute<{ id: string }[]>(TAKE_OVER, [placeId, workspaceId, host]);
    const circles = await em.find(CircleRow, { id: { $in: taken.map(({ id }) => id) } }, { orderBy: { id: "asc" } });

    const sessions = await em.execute<{ id: string; circleId: string }[]>(
      `select id, circle_id as "circleId" from sessions where workspace_id = ?
         and circle_id in (select json_array_elements_text(?::json))`,
      [workspaceId, JSON.stringify(circles.map(({ id }) => id))],
    );

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
        sessionId: sessions.find(({ circleId }) => circleId === circle.id)?.id ?? null,
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
