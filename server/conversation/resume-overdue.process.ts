/** Does what was due after a turn when a process died, or a model failed, and no further turn has come (SPEC C2, M3, M4, M7). */
import { TURNS_A_ROUND } from "../../engine/memory/reflection/reflect-on-talk.ts";
import type { Minds } from "../../engine/mind/minds.ts";
import { detach, type Scope } from "../../engine/scope/scope.ts";
import { repeat } from "../database/repeat.process.ts";
import type { OutcomeKeeping } from "../outcome/keep-outcomes.ts";
import { REPLIES_A_READING, type TraitReading } from "../persona/trait-reading.ts";
import type { Hearing } from "./hear-turns.ts";
import type { Overdue, UnreadTurns } from "./unread-turns.store.ts";

const LOOK_MS = 10 * 60_000;
const ENOUGH = { turns: TURNS_A_ROUND, replies: REPLIES_A_READING };

export type OverdueParts = {
  unread: Pick<UnreadTurns, "listOverdue">;
  minds: Pick<Minds, "reflect">;
  readTraits: TraitReading;
  hear: Hearing;
  outcomes: Pick<OutcomeKeeping, "makeUp">;
  /** Whether the voice can judge and read: after a start that is known once it has been found. What another one reads is not read again. */
  canJudge(): boolean;
  /** The lease of this server. */
  host(): number;
  scopeOf(talk: Overdue): Omit<Scope, "signal">;
  report(error: unknown): void;
};

/** Sequentially, so that people who talk meanwhile hardly notice. */
export async function resumeOverdue(parts: OverdueParts): Promise<void> {
  const { unread, minds, readTraits, hear, outcomes, canJudge, host, scopeOf, report } = parts;
  for (const talk of await unread.listOverdue(host(), ENOUGH)) {
    const { circleId, personaId } = talk;
    const scope = scopeOf(talk);
    const work = {
      round: () => minds.reflect(circleId, Infinity, detach(scope)),
      reading: () => readTraits({ personaId: personaId!, scope, awaiting: Infinity }),
      hearing: () => hear(scope),
      outcome: () => outcomes.makeUp({ circleId, scope }),
    }[talk.due];
    if (talk.due === "hearing" || canJudge()) await work().catch(report);
  }
}

/** At once, and from then on every ten minutes; returns a function that stops it. */
export function keepResumingOverdue(parts: OverdueParts): () => Promise<void> {
  const first = resumeOverdue(parts).catch(parts.report);
  const stop = repeat(() => resumeOverdue(parts), LOOK_MS, parts.report);
  return async () => {
    await Promise.all([first, stop()]);
  };
}
