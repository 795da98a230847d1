/** Moves the stances of those who heard stored turns (SPEC M7): from what is stored, so that it is done after a crash too. */
import type { Minds } from "../../engine/mind/minds.ts";
import { detach, type Scope } from "../../engine/scope/scope.ts";
import type { UnreadTurns } from "./unread-turns.store.ts";

/** Hears all turns of a circle that await it, oldest first. A turn that is heard again moves nobody twice. */
export type Hearing = (scope: Omit<Scope, "signal">) => Promise<void>;

type Parts = { minds: Pick<Minds, "hear">; unread: Pick<UnreadTurns, "readUnheard" | "noteHeard"> };

export const createHearing =
  ({ minds, unread }: Parts): Hearing =>
  async (scope) => {
    for (const { view, turnId, personaIds } of await unread.readUnheard(scope.subject.circleId!)) {
      await minds.hear(view, turnId, personaIds, detach(scope));
      await unread.noteHeard(turnId);
    }
  };
