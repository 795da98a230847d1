import { CircleRow, MembershipRow, ReactionRow, TurnRow } from "../../schema/tables/circle.table.ts";
import type { Database } from "../database/open-database.store.ts";
import { restoreCircles, settleConversations, type StoredCircle } from "./restore-circles.store.ts";
import { createTurnWriter, type Commit } from "./write-turn.store.ts";

export type NewCircle = Omit<CircleRow, "paused" | "host" | "costNano" | "createdAt" | "endedAt">;
export type CircleChange = Partial<Pick<CircleRow, "kind" | "mode" | "speed" | "paused">>;
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
 * Conversations as they happen. Every promise resolves after the commit.
 *
 * @param commitWithCalls also commits the model calls made so far; absent: calls are not recorded here
 * @param host id of this server among those on this database; null when it is the only one
 */
export function createConversationStore(
  database: Database,
  commitWithCalls: Commit = (statement, rows) => database.query(statement, [rows]),
  host: number | null = null,
) {
  const writeTurn = createTurnWriter(database, commitWithCalls);
  return {
    openCircle: async (circle: NewCircle): Promise<void> =>
      void (await database.em().upsert(CircleRow, { ...circle, host }, { onConflictAction: "ignore" })),

    /** Takes over circles that no server hosts any longer, in every place, and marks turns that a stop cut off. Called once, before the server opens (SPEC C7). */
    settle: (at: Date): Promise<void> => settleConversations(database, at, host),

    /** The circles that were open in this place when the server stopped. Called once, before any circle is opened there. */
    restore: (placeId: string, workspaceId: string): Promise<StoredCircle[]> =>
      restoreCircles(database, placeId, workspaceId, host),

    changeCircle: async (id: string, change: CircleChange): Promise<void> =>
      void (await database.em().nativeUpdate(CircleRow, { id }, change)),

    /** The circle has ended and everybody has left it. */
    endCircle: (id: string, at: Date): Promise<void> =>
      database.em().transactional(async (em) => {
        await em.nativeUpdate(CircleRow, { id, endedAt: null }, { endedAt: at });
        await em.nativeUpdate(MembershipRow, { circleId: id, leftAt: null }, { leftAt: at });
      }),

    /** Marks them as present from now on, unless they are already. */
    addMember: async (membership: NewMembership): Promise<void> =>
      void (await database.em().execute(
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
      )),

    removeMember: async (circleId: string, memberId: string, at: Date): Promise<void> =>
      void (await database.em().nativeUpdate(MembershipRow, { circleId, memberId, leftAt: null }, { leftAt: at })),

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
