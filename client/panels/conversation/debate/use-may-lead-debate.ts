import { ShownDebate } from "../../../../schema/messages/debate.ts";
import { mayLeadDebate } from "../../../../schema/rules/debate/lead-debate.ts";
import type { CircleSnapshot } from "../../../net/place-snapshot.ts";
import { usePlace } from "../../../state/place-store.ts";

/** Whether somebody who steers may also lead its debate, and change its kind (SPEC C2). */
export function useMayLeadDebate({ id, debate, members }: CircleSnapshot, leads: boolean): boolean {
  const moderated = debate === "" ? null : ShownDebate.parse(JSON.parse(debate));
  return usePlace(({ avatars, myId, transcripts }) =>
    mayLeadDebate(
      moderated,
      members.flatMap((memberId) => avatars[memberId] ?? []),
      { id: myId, leads: leads || transcripts[id]?.leads === true },
    ),
  );
}
