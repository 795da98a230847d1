import { ShownDebate } from "../../../../schema/messages/debate.ts";
import { maySay } from "../../../../schema/rules/debate/debate-floor.ts";
import { usePlace } from "../../../state/place-store.ts";

/** Whether I may speak in this part of the circle's debate; always, where it has none (SPEC C2). */
export const useIsMyPart = (circleId: string): boolean =>
  usePlace(({ circles, avatars, transcripts, myId }) => {
    const circle = circles[circleId];
    if (!circle || circle.debate === "") return true;
    const members = circle.members.flatMap((id) => avatars[id] ?? []);
    const last = circle.speakerId || (transcripts[circleId]?.turns.at(-1)?.speakerId ?? null);
    return maySay(ShownDebate.parse(JSON.parse(circle.debate)), myId, members, last);
  });
