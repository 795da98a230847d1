import type { Session } from "../../../schema/messages/session.ts";
import { useOutcome } from "../../panels/outcome/outcome-api.ts";
import { useGalleries } from "../../state/gallery.ts";
import { useProbes } from "../probe/probes-api.ts";
import { useBackChannel, usePeopleOf } from "../sessions-api.ts";
import type { SideTab } from "./use-studio.ts";

/** How many there are behind a tab: those who are in or wait, open questions, those put to all, themes, notes of observers. */
export function useTabCounts({ id, circleId, plan }: Session): Partial<Record<SideTab, number>> {
  const people = usePeopleOf(id).data?.items ?? [];
  const questions = useGalleries(
    ({ byCircle }) => byCircle[circleId ?? ""]?.questions.filter(({ state }) => state === "open").length ?? 0,
  );
  const probes = useProbes(id).data?.items ?? [];
  const outcome = useOutcome(circleId ?? "", plan.kind, { isWanted: circleId !== null }).data?.outcomes[0];
  const observers = useBackChannel(id).data?.items ?? [];
  return {
    people: people.filter(({ status }) => status === "waiting" || status === "admitted").length,
    questions,
    probe: probes.length,
    themes: outcome?.items.length ?? 0,
    observers: observers.length,
  };
}
