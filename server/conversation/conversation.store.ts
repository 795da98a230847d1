import type { EntityManager } from "@mikro-orm/postgresql";
import { CircleRow, MembershipRow, ReactionRow, TurnRow } from "../../schema/tables/circle.table.ts";
import { refuseUnlessAlive, refuseUnlessHeld } from "../cluster/fence.store.ts";
import type { Database } from "../database/open-database.store.ts";
import { restoreCircles, type StoredCircle } from "./restore-circles.store.ts";
import { createTurnWriter, type Commit } from "./write-turn.store.ts";

export type NewCircle = Omit<CircleRow, "paused" | "host" | "costNano" | "createdAt" | "endedAt">;
export type CircleChange = Partial<Pick<CircleRow, "kind" | "mode" | "speed" | "paused" | "x" | "z">>;
export type NewMembership = Omit<MembershipRow, "joinedAt" | "leftAt">;
/** A turn at its beginning: the store assigns `position`. */
export type NewTurn = Pick<
  TurnRow,
  | "id"
  | "workspaceId"
  | "ownerId"
  | "circleId"
  | "speakerId"
  | "speakerName"
  | "speakerKind"
  | "replyTo"
  | "witnesses"
  | "startedAt"
  | "decision"
>;
export type WholeTurn = NewTurn &
  Pick<TurnRow, "text" | "inputTokens" | "outputTokens" | "costNano" | "voice" | "problem" | "endedAt"> & {
    status: "finished" | "interrupted" | "failed";
    traitsShown?: unknown;
  };

export type TurnBill = Pick<TurnRow, "inputTokens" | "outputTokens" | "costNano" | "voice">;

export type ConversationStore = ReturnType<typeof createConversationStore>;

/**
 * Conversations as they happen. Every promise resolves after the commit. Writes to a circle that this server does not hold
 * any more reject with CircleTaken.
 *
 * @param commitWithCalls also commits the model calls made so far; absent: calls are not recorded here
 * @param host the lease under which this server holds circles; null: none, as for chats
 */
export function createConversationStore(
  database: Database,
  commitWithCalls: Commit = (statement, rows) => database.query(statement, [rows]),
  host: number | null = null,
) {
  const writeTurn = createTurnWriter(database, commitWithCalls, host);
  const whileHeld = (circleId: string, write: (em: EntityManager) => Promise<unknown>): Promise<void> =>
    database.em().transactional(async (em) => {
      await refuseUnlessHeld(em, circleId, host);
      await write(em);
    });

  return {
    openCircle: (circle: NewCircle): Promise<void> =>
      database.em().transactional(async (em) => {
        await refuseUnlessAlive(em, host);
        await em.upsert(CircleRow, { ...circle, host }, { onConflictAction: "ignore" });
      }),

    /** Takes over the circles of this place that no server holds (SPEC C7). */
    restore: (placeId: string, workspaceId: string): Promise<StoredCircle[]> =>
      restoreCircles(database, placeId, workspaceId, host),

    changeCircle: (id: string, change: CircleChange): Promise<void> =>
      whileHeld(id, (em) => em.nativeUpdate(CircleRow, { id }, change)),

    /** The circle has ended and everybody has left it. */
    endCircle: (id: string, at: Date): Promise<void> =>
      whileHeld(id, async (em) => {
        await em.nativeUpdate(CircleRow, { id, endedAt: null }, { endedAt: at });
        await em.nativeUpdate(MembershipRow, { circleId: id, leftAt: null }, { leftAt: at });
      }),

    /** Marks them as present from now on, unless they are already. */
    addMember: (membership: NewMembership): Promise<void> =>
      whileHeld(membership.circleId, (em) =>
        em.execute(
          `insert into memberships (id, workspace_id, circle_id, member_id, member_kind, member_name, seat)
         values (?, ?, ?, ?, ?, ?, ?) on conflict (circle_id, member_id) where left_at is null do nothing`,
          [
            membership.id,
            membership.workspaceId,
            membership.circleId,
            membership.memberId,
            membership.memberKind,
            membership.memberName,
            membership.seat,
          ],
        ),
      ),

    removeMember: (circleId: string, memberId: string, at: Date): Promise<void> =>
      whileHeld(circleId, (em) => em.nativeUpdate(MembershipRow, { circleId, memberId, leftAt: null }, { leftAt: at })),

    /** A persona begins to speak: after a crash the turn is kept, marked as cut off. */
    beginTurn: (turn: NewTurn): Promise<void> => writeTurn({ ...turn, ...NOTHING_SAID }),

    savePartial: async (turnId: string, said: Pick<TurnRow, "text" | "witnesses">): Promise<void> =>
      void (await database.em().nativeUpdate(TurnRow, { id: turnId, status: "speaking" }, said)),

    /** Stores the finished turn. Idempotent, so it can be retried after a lost connection. */
    commitTurn: (turn: WholeTurn): Promise<void> => writeTurn(turn),

    /** Adds the cost of a cut turn, reported after its end. */
    billTurn: async (circleId: string, id: string, bill: TurnBill): Promise<void> => {
      const cut = { id, circleId, status: { $in: ["interrupted", "failed"] }, voice: "" };
      await database.em().nativeUpdate(TurnRow, cut, bill);
    },

    addReaction: async (reaction: Omit<ReactionRow, "createdAt">): Promise<void> =>
      void (await database.em().upsert(ReactionRow, reaction, { onConflictAction: "ignore" })),
  };
}

const NOTHING_SAID = {
  status: "speaking",
  text: "",
  voice: "",
  problem: null,
  endedAt: null,
  inputTokens: 0,
  outputTokens: 0,
  costNano: 0,
};
