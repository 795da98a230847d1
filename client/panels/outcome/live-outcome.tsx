import { useCallback } from "react";
import type { CircleSnapshot } from "../../net/place-snapshot.ts";
import { showNotice, usePlace } from "../../state/place-store.ts";
import { showTurn } from "../../state/screen.ts";
import { OutcomePanel } from "./outcome-panel.tsx";

const findTurn = (circleId: string, turnId: string) =>
  usePlace.getState().transcripts[circleId]?.turns.find(({ id }) => id === turnId);

/** The outcome of a circle that is shown beside its transcript. */
export function LiveOutcome({ circle: { id: circleId, topic, kind } }: { circle: CircleSnapshot }) {
  const speakerOf = useCallback((turnId: string) => findTurn(circleId, turnId)?.speakerName ?? null, [circleId]);
  const listTurns = useCallback(
    () => (usePlace.getState().transcripts[circleId]?.endedTurns ?? []).filter(({ text }) => text.trim() !== ""),
    [circleId],
  );
  const onTurn = useCallback(
    (turnId: string) => {
      if (findTurn(circleId, turnId)) showTurn({ circleId, turnId, takesFocus: true });
      else showNotice({ code: "outcome-turn-earlier", level: "info", text: "" });
    },
    [circleId],
  );
  return (
    <OutcomePanel
      circleId={circleId}
      topic={topic}
      kind={kind}
      mayEnlarge
      onTurn={onTurn}
      speakerOf={speakerOf}
      listTurns={listTurns}
    />
  );
}
