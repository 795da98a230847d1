import { lazy } from "react";
import { useTranslation } from "react-i18next";
import type { CircleSnapshot } from "../../net/place-snapshot.ts";
import { useIsFrozen, useSeat } from "../../state/own-seat.ts";
import { usePlace } from "../../state/place-store.ts";
import { loadStudioWords } from "../../words/start-words.ts";
import { Part } from "../overlays/part.tsx";
import { Frozen } from "./frozen.tsx";

const OwnProbe = lazy(async () => {
  const [probe] = await Promise.all([import("../../studio/probe/own-probe.tsx"), loadStudioWords()]);
  return { default: probe.OwnProbe };
});
const MaterialView = lazy(async () => {
  const [material] = await Promise.all([import("../../studio/material/material-view.tsx"), loadStudioWords()]);
  return { default: material.MaterialView };
});

/** What the circle's session shows to everybody who hears it, and the question put to its people; fetched only in sessions. */
export function ShownBySession({ circle: { id, sessionId } }: { circle: CircleSnapshot }) {
  const seat = useSeat(sessionId).data;
  const { t } = useTranslation();
  const isFrozen = useIsFrozen(id);
  // Above the message box it is said to those who sit.
  const isSeated = usePlace(({ avatars, myId }) => avatars[myId]?.circleId === id);
  const shown = usePlace((view) => view.transcripts[id]?.shown ?? null);
  return (
    <Part>
      {isFrozen && !isSeated && <Frozen>{t("conversation.frozenWatched")}</Frozen>}
      {shown && <MaterialView sessionId={sessionId} material={shown} />}
      {seat && <OwnProbe id={seat.id} />}
    </Part>
  );
}
