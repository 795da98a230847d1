import type { TurnView } from "../../schema/messages/room-messages.ts";
import { CircleRow, MembershipRow, ReactionRow, TurnRow } from "../../schema/tables/circle.table.ts";
import type { Database } from "../database/open-database.store.ts";
import { toTurnView, TRANSCRIPT_TURNS } from "./to-turn-view.ts";

export type StoredCircle = {
  circle: CircleRow;
  /** Still present: personas only, since people come back by themselves. */
  members: MembershipRow[];
  /** Every person who ever sat here. */
  people: string[];
  /** Oldest first, the last `TRANSCRIPT_TURNS`. */
  turns: TurnView[];
};

const CUT_OFF = "The server stopped while this was being said; what had been saved was kept.";

/**
 * The circles of a place that were open when the server stopped. Turns that were being spoken are marked
 * interrupted, and people's memberships closed.
 */
export function restoreCircles(
  database: Database,
  placeId: string,
  workspaceId: string,
  at: Date,
): Promise<StoredCircle[]> {
  return database.em().transactional(async (em) => {
    const open = { placeId, workspaceId, endedAt: null, chatSessionId: null };
    const circles = await em.find(CircleRow, open, { orderBy: { id: "asc" } });
    const ids = circles.map(({ id }) => id);
    await em.nativeUpdate(
      TurnRow,
      { circleId: { $in: ids }, status: "speaking" },
      { status: "interrupted", endedAt: at, problem: CUT_OFF },
    );
    await em.nativeUpdate(
      MembershipRow,
      { circleId: { $in: ids }, leftAt: null, memberKind: "person" },
      { leftAt: at },
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
        members: members.filter(({ leftAt }) => leftAt === null),
        people: [
          ...new Set(members.filter(({ memberKind }) => memberKind === "person").map(({ memberId }) => memberId)),
        ],
        turns: latest.reverse().map((turn) => toTurnView(turn, reactions)),
      });
    }
    return restored;
  });
}
