import { lazy } from "react";
import type { CircleSnapshot } from "../../net/place-snapshot.ts";
import { useSeat } from "../../state/own-seat.ts";
import { loadStudioWords } from "../../words/start-words.ts";
import { Part } from "../overlays/part.tsx";

const OwnProbe = lazy(async () => {
  const [probe] = await Promise.all([import("../../studio/probe/own-probe.tsx"), loadStudioWords()]);
  return { default: probe.OwnProbe };
});

/** The question that is put to the people of the circle's session; its page is fetched only in sessions. */
export function SessionProbe({ circle: { sessionId } }: { circle: CircleSnapshot }) {
  const seat = useSeat(sessionId).data;
  if (!seat) return null;
  return (
    <Part>
      <OwnProbe id={seat.id} />
    </Part>
  );
}
