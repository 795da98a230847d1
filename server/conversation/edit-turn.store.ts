/** Turns worded anew by their authors; former wordings are kept (SPEC C8). */
import type { Principal } from "../../engine/scope/scope.ts";
import type { TurnWordings } from "../../schema/messages/conversation.ts";
import type { Database } from "../database/open-database.store.ts";
import { HEARD, READABLE } from "./readable.ts";

export type TurnEdits = ReturnType<typeof createTurnEdits>;

/** `edits`: how often it had been edited when its author read it. */
type Edit = { circleId: string; turnId: string; text: string; edits: number; editorName: string };

/** `memoryIds`: of those that have the new words. */
type Edited = { state: "edited" | "changed" | "full" | "refused"; memoryIds: string[]; speakerKind: string };

const EDIT = `
  select e.state, e.memory_ids as "memoryIds", t.speaker_kind as "speakerKind"
  from turns t cross join lateral scope_edit_turn(t.id, ?, ?, ?) e where t.circle_id = ? and t.id = ?`;

const READABLE_TURN = `
  select scope_may_edit_turn(t.id) as "mayEdit", t.text, t.speaker_name as "byName", t.started_at as "writtenAt"
  from turns t join circles c on c.id = t.circle_id where c.id = ? and t.id = ? and t.status <> 'speaking' and ${READABLE} and ${HEARD}`;

const WORDINGS = `
  select text, by_name as "byName", written_at as "writtenAt" from turn_wordings where turn_id = ? order by number`;

type Wording = { text: string; byName: string; writtenAt: Date | string };

export function createTurnEdits(database: Database) {
  return {
    /** One that changed since, or was edited too often, is not edited; null when there is none that they may read. */
    edit: (scope: Principal, { circleId, turnId, text, edits, editorName }: Edit): Promise<Edited | null> =>
      database.inScope(scope, async (em) => {
        const [edited] = await em.execute<Edited[]>(EDIT, [text, edits, editorName, circleId, turnId]);
        return edited ?? null;
      }),

    /** Null when there is no such turn, or they may not read it. */
    wordings: (scope: Principal, circleId: string, turnId: string): Promise<TurnWordings | null> =>
      database.inScope(scope, async (em) => {
        const [turn] = await em.execute<(Wording & { mayEdit: boolean })[]>(READABLE_TURN, [circleId, turnId]);
        if (!turn) return null;
        const { mayEdit, ...asSaid } = turn;
        const kept = await em.execute<Wording[]>(WORDINGS, [turnId]);
        const items = (kept.length > 0 ? kept : [asSaid]).map(({ writtenAt, ...wording }) => ({
          ...wording,
          writtenAt: new Date(writtenAt).toISOString(),
        }));
        return { mayEdit, items };
      }),
  };
}
