import { lazy } from "react";
import type { CircleSnapshot } from "../../net/place-snapshot.ts";
import { useSeat } from "../../state/own-seat.ts";
import { loadStudioWords } from "../../words/start-words.ts";
import { Part } from "../overlays/part.tsx";

const OwnProbe = lazy(async () => {
  const [probe] = await Promise.all([import("../../studio/probe/own-probe.tsx"), loadStudioWords()]);
  return { default: probe.OwnProbe };
});
const MaterialView = lazy(async () => {
  const [material] = await Promise.all([import("../../studio/material/material-view.tsx"), loadStudioWords()]);
  return { default: material.MaterialView };
});

/** What the circle's session shows to its people, and the question put to them; fetched only in sessions. */
export function ShownBySession({ circle: { sessionId } }: { circle: CircleSnapshot }) {
  const seat = useSeat(sessionId).data;
  if (!seat) return null;
  return (
    <Part>
      {seat.material && <MaterialView sessionId={seat.id} material={seat.material} />}
      <OwnProbe id={seat.id} />
    </Part>
  );
}
