import { inEnglish } from "../../schema/messages/message.ts";
import type { Logger } from "pino";
import type { CallRecord } from "../../engine/model/wrappers/with-ledger.ts";

/** Logs one line per failed model request, with the ids to find it in ledger, circle and traces. */
export function logFailedCall(log: Pick<Logger, "warn">, { id, route, why, context, outcome }: CallRecord): void {
  if (outcome !== "failed") return;
  const { task, workspaceId, userId, personaId, circleId, runId } = context;
  log.warn(
    { callId: id, ...route, why: inEnglish(why), task, workspaceId, userId, personaId, circleId, runId },
    "a model call failed",
  );
}
