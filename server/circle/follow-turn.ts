/** What is due once a turn is stored, done in the background: personas reflect, stances move, traits are read (SPEC M3, M4, M7). */
import { detach } from "../../engine/scope/scope.ts";
import type { Due } from "../conversation/write-turn.store.ts";
import type { CirclePorts } from "./circle-ports.ts";
import type { CircleScope } from "./circle-scope.ts";

export function followTurn(
  { minds, readTraits, hear, logger }: Pick<CirclePorts, "minds" | "readTraits" | "hear" | "logger">,
  turn: { id: string; speakerId: string },
  due: Due,
  scope: CircleScope,
): void {
  const { circleId } = scope.subject;
  const failed = (what: string) => (error: unknown) => logger.error({ err: error, turnId: turn.id }, what);
  if (due.round > 0) minds.reflect(circleId!, due.round, detach(scope)).catch(failed("personas did not reflect"));
  if (due.hearing) hear(scope).catch(failed("no stance was moved by a turn"));
  if (due.reading > 0)
    readTraits({ personaId: turn.speakerId, scope, awaiting: due.reading }).catch(failed("traits were not read"));
}
