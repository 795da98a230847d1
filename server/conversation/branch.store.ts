/** Branches of stored conversations (SPEC C8). */
import type { Principal } from "../../engine/scope/scope.ts";
import type { Database } from "../database/open-database.store.ts";

export type BranchWish = { id: string; circleId: string; turnId: string };

/** Who was there as a persona when the turn was said; who sat down just before it may be stored a moment after it. */
const COMPANY = `
  select distinct m.member_id as id from memberships m, circles b
  where b.id = ? and m.circle_id = b.branched_from and m.member_kind = 'persona'
    and m.joined_at <= b.minds_as_of + interval '2 seconds' and (m.left_at is null or m.left_at >= b.minds_as_of)`;

/**
 * Stores a circle that no server holds yet, with what was said up to the turn. Resolves with the personas that were there;
 * with null when this person may not read that turn, or there is none.
 */
export const branchConversation = (
  database: Database,
  scope: Principal,
  { id, circleId, turnId }: BranchWish,
): Promise<string[] | null> =>
  database.inScope(scope, async (em) => {
    const [done] = await em.execute<{ done: boolean }[]>("select branch_circle(?, ?, ?) as done", [
      id,
      circleId,
      turnId,
    ]);
    if (!done?.done) return null;
    return (await em.execute<{ id: string }[]>(COMPANY, [id])).map((persona) => persona.id);
  });
