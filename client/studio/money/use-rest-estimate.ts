import type { EstimateAnswer } from "../../../schema/messages/estimate.ts";
import type { Session } from "../../../schema/messages/session.ts";
import { useEstimate } from "../../panels/money/money-api.ts";
import { usePlace } from "../../state/place-store.ts";
import { turnsToCome } from "./turns-to-come.ts";

/** How many turns of personas the rest of the guide may take; what they may cost, unless there are none or it is not known yet. */
export function useRestEstimate(session: Session): { turns: number; estimate: EstimateAnswer | null } {
  const { personaIds } = session.plan;
  const spoken = usePlace(
    (view) =>
      view.transcripts[session.circleId ?? ""]?.endedTurns.filter(({ speakerKind }) => speakerKind === "persona")
        .length,
  );
  const turns = personaIds.length === 0 ? 0 : turnsToCome(session, spoken ?? 0);
  const { data } = useEstimate({ personaIds, turns: Math.max(1, turns) }, { isWanted: turns > 0 });
  return { turns, estimate: turns === 0 ? null : (data ?? null) };
}
