import { ShownDebate } from "../../../../schema/messages/debate.ts";
import { maySay } from "../../../../schema/rules/debate/debate-floor.ts";
import { usePlace, type PlaceView } from "../../../state/place-store.ts";

type Shown = Pick<PlaceView, "circles" | "avatars" | "transcripts" | "myId">;

/** Whether I may speak in this part of the circle's debate; always, where it has none (SPEC C2). */
export const useIsMyPart = (circleId: string): boolean => usePlace((view) => isMyPart(view, circleId));

export function isMyPart({ circles, avatars, transcripts, myId }: Shown, circleId: string): boolean {
  const circle = circles[circleId];
  if (!circle || circle.debate === "") return true;
  const members = circle.members
    .flatMap((id) => avatars[id] ?? [])
    .map(({ id, kind, activity }) => ({ id, kind, isMuted: activity === "muted" }));
  const last = circle.speakerId || (transcripts[circleId]?.turns.at(-1)?.speakerId ?? null);
  return maySay(ShownDebate.parse(JSON.parse(circle.debate)), myId, members, last);
}
