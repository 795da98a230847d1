import { UniqueConstraintViolationException, type EntityManager } from "@mikro-orm/postgresql";
import { personOf, type Principal } from "../../engine/scope/scope.ts";
import type { Look } from "../../schema/messages/look.ts";
import { CircleRow, MembershipRow, ReactionRow, TurnRow } from "../../schema/tables/circle.table.ts";
import { CircleTaken, refuseUnlessAlive, refuseUnlessHeld } from "../cluster/fence.store.ts";
import type { Access } from "../database/enter-scope.adapter.ts";
import type { Database } from "../database/open-database.store.ts";
import { ADD_MEMBER } from "./add-member.store.ts";
import { toJsonRows } from "../database/json-rows.ts";
import { queryIn } from "../database/query-in.ts";
import { branchConversation, type BranchWish } from "./branch.store.ts";
import { ADD_MOTION, toMotionValues, type Motion } from "./motion.store.ts";
import { restoreCircles, type StoredCircle } from "./restore-circles.store.ts";
import {
  commitAlone,
  createTurnWriter,
  type Aftermath,
  type Commit,
  type Due,
  type TurnMemories,
} from "./write-turn.store.ts";

export type NewCircle = Omit<
  CircleRow,
  "paused" | "turnWeights" | "debate" | "host" | "costNano" | "createdAt" | "endedAt" | Branched
>;
type Branched = "branchedFrom" | "branchedAt" | "mindsAsOf" | "traitsThen";
export type CircleChange = Partial<
  Pick<CircleRow, "kind" | "mode" | "speed" | "turnWeights" | "debate" | "paused" | "x" | "z">
>;
export type NewMembership = Omit<MembershipRow, "joinedAt" | "leftAt" | "look"> & { look?: Look };
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

/** A circle, in its workspace. */
export type CircleKey = Pick<CircleRow, "id" | "workspaceId">;

export type WordedTurn = Pick<TurnRow, "id" | "text" | "edits" | "witnesses">;

export type TurnBill = Pick<TurnRow, "inputTokens" | "outputTokens" | "costNano" | "voice">;

export type ConversationStore = ReturnType<typeof createConversationStore>;

/**
 * The conversations of places as they happen, written in the scope of the server that holds them (SPEC A2). Every promise
 * resolves after the commit. Writes to a circle that this server no longer holds reject with CircleTaken.
 *
 * @param commitWithCalls also commits the model calls made so far; absent: calls are not recorded here
 * @param host the lease under which this server holds circles; null: there are no leases
 * @param index how memories that are stored with their turns reach the index; null: by notifications
 */
export function createConversationStore(
  database: Database,
  commitWithCalls: Commit = commitAlone(database),
  host: number | null = null,
  index: TurnMemories | null = null,
) {
  const accessTo = (workspaceId: string): Access => ({ workspaceId, actor: { kind: "system", name: "circles" }, host });
  const writeTurn = createTurnWriter(database, commitWithCalls, accessTo, index);
  const whileHeld = (circle: CircleKey, write: (em: EntityManager) => Promise<unknown>): Promise<void> =>
    database.inScope(accessTo(circle.workspaceId), async (em) => {
      await refuseUnlessHeld(em, circle.id, host);
      await write(em);
    });

  return {
    openCircle: (circle: NewCircle): Promise<void> =>
      database.inScope(accessTo(circle.workspaceId), async (em) => {
        await refuseUnlessAlive(em, host);
        // Perhaps an earlier try stored it; the circles of other servers are hidden.
        if ((await em.count(CircleRow, { id: circle.id })) > 0) return;
        await em.insert(CircleRow, { ...circle, turnWeights: null, debate: null, host }).catch((error: unknown) => {
          throw error instanceof UniqueConstraintViolationException ? new CircleTaken(circle.id) : error;
        });
      }),

    /** Rejects when another server holds it. */
    refuseUnlessHeld: (circle: CircleKey): Promise<void> => whileHeld(circle, async () => undefined),

    /** Takes over the circles of this place that no server holds (SPEC C7). */
    restore: (placeId: string, workspaceId: string): Promise<StoredCircle[]> =>
      restoreCircles(database, placeId, workspaceId, host),

    /** Resolves with the personas that were there; with null when this person may not read that turn. */
    branch: (scope: Principal, wish: BranchWish): Promise<string[] | null> => branchConversation(database, scope, wish),

    changeCircle: (circle: CircleKey, change: CircleChange): Promise<void> =>
      whileHeld(circle, (em) => em.nativeUpdate(CircleRow, { id: circle.id }, change)),

    /** The circle has ended and everybody has left it. */
    endCircle: (circle: CircleKey, at: Date): Promise<void> =>
      whileHeld(circle, async (em) => {
        await em.nativeUpdate(CircleRow, { id: circle.id, endedAt: null }, { endedAt: at });
        await em.nativeUpdate(MembershipRow, { circleId: circle.id, leftAt: null }, { leftAt: at });
      }),

    /** Marks them as present from now on, unless they are already. */
    addMember: (membership: NewMembership): Promise<void> =>
      whileHeld({ id: membership.circleId, workspaceId: membership.workspaceId }, (em) =>
        queryIn(em)(ADD_MEMBER, [toJsonRows([membership])]),
      ),

    removeMember: (circle: CircleKey, memberId: string, at: Date): Promise<void> =>
      whileHeld(circle, (em) =>
        em.nativeUpdate(MembershipRow, { circleId: circle.id, memberId, leftAt: null }, { leftAt: at }),
      ),

    /** What the bodies in the circle did. */
    addMotion: (circle: CircleKey, motion: Motion): Promise<void> =>
      whileHeld(circle, (em) => queryIn(em)(ADD_MOTION, toMotionValues(circle, motion))),

    /** This person may read all that was said in the circle so far, as its session admits them. */
    admitWitness: (circle: CircleKey, userId: string): Promise<void> =>
      whileHeld(circle, (em) =>
        em.execute(
          `update turns set witnesses = array_append(witnesses, ?)
           where circle_id = ? and witnesses is not null and not witnesses @> array[?::text]`,
          [userId, circle.id, userId],
        ),
      ),

    /** What these turns say, once they have ended. */
    readWordings: ({ id, workspaceId }: CircleKey, turnIds: readonly string[]): Promise<WordedTurn[]> =>
      database.inScope(accessTo(workspaceId), (em) =>
        em.find(
          TurnRow,
          { circleId: id, id: { $in: [...turnIds] }, status: { $ne: "speaking" } },
          { fields: ["id", "text", "edits", "witnesses"] },
        ),
      ),

    /** A persona begins to speak: after a crash the turn is kept, marked as cut off. */
    beginTurn: async (turn: NewTurn): Promise<void> => void (await writeTurn({ ...turn, ...NOTHING_SAID })),

    savePartial: ({ workspaceId }: CircleKey, turnId: string, said: Pick<TurnRow, "text" | "witnesses">) =>
      database.inScope(
        accessTo(workspaceId),
        async (em) => void (await em.nativeUpdate(TurnRow, { id: turnId, status: "speaking" }, said)),
      ),

    /** Stores the finished turn with what follows from it. Idempotent, so it can be retried after a lost connection. */
    commitTurn: (turn: WholeTurn, aftermath: Aftermath = {}): Promise<Due> => writeTurn(turn, aftermath),

    /** Adds the cost of a cut turn, reported after its end. */
    billTurn: ({ workspaceId, id: circleId }: CircleKey, id: string, bill: TurnBill) =>
      database.inScope(accessTo(workspaceId), async (em) => {
        const cut = { id, circleId, status: { $in: ["interrupted", "failed"] }, voice: "" };
        await em.nativeUpdate(TurnRow, cut, bill);
      }),

    /** Repeating one changes nothing. */
    addReaction: (scope: Principal, reaction: Pick<ReactionRow, "turnId" | "emoji" | "circleId">): Promise<void> =>
      database.inScope(scope, async (em) => {
        const row = { ...reaction, userId: personOf(scope)!, workspaceId: scope.workspaceId };
        await em.upsert(ReactionRow, row, { onConflictAction: "ignore" });
      }),
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
