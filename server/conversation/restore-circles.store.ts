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
 * What a stop left open, in every place: turns that were being spoken are marked as cut off, and the people of circles
 * have left. Nobody may be talking: this server has the data to itself and has not opened yet.
 */
export const settleConversations = (database: Database, at: Date): Promise<void> =>
  database.em().transactional(async (em) => {
    const cutOff = { status: "interrupted", endedAt: at, problem: CUT_OFF };
    await em.nativeUpdate(TurnRow, { status: "speaking" }, cutOff);
    const circles = await em.find(CircleRow, { endedAt: null, chatSessionId: null }, { fields: ["id"] });
    const people = { circleId: { $in: circles.map(({ id }) => id) }, leftAt: null, memberKind: "person" };
    await em.nativeUpdate(MembershipRow, people, { leftAt: at });
  });

/** The circles of a place that were open when the server stopped. */
export function restoreCircles(database: Database, placeId: string, workspaceId: string): Promise<StoredCircle[]> {
  return database.em().transactional(async (em) => {
    const open = { placeId, workspaceId, endedAt: null, chatSessionId: null };
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
        turns: latest.reverse().map((turn) => toTurnView(turn, reactions)),
      });
    }
    return restored;
  });
}
