import { ShownDebate } from "../../../../schema/messages/debate.ts";
import { mayLetSpeak } from "../../../../schema/rules/debate/lead-debate.ts";
import type { CircleSnapshot } from "../../../net/place-snapshot.ts";
import { usePlace } from "../../../state/place-store.ts";

/** Whether I let people speak out of their turn in its debate, myself too (SPEC C2). */
export const useMayLetSpeak = ({ id, debate }: CircleSnapshot): boolean =>
  usePlace(({ myId, transcripts }) =>
    mayLetSpeak(debate === "" ? null : ShownDebate.parse(JSON.parse(debate)), {
      id: myId,
      leads: transcripts[id]?.leads === true,
    }),
  );
