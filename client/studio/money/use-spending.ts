import type { Session } from "../../../schema/messages/session.ts";
import { sumUsage } from "../../panels/money/meter/sum-by-speaker.ts";
import { useUsageGroups } from "../../panels/money/money-api.ts";
import { usePlace } from "../../state/place-store.ts";
import { useProbes } from "../probe/probes-api.ts";

/** What the session has cost; `version` changes with every paid call. */
export function useSpending({ id, circleId }: Session): { spentNano: number; version: number } {
  const talkNano = usePlace((view) => view.circles[circleId ?? ""]?.costNano) ?? 0;
  const answers = useProbes(id).data?.items.reduce((sum, probe) => sum + probe.answers.length, 0) ?? 0;
  const version = talkNano + answers;
  const filter = { groupBy: "persona" as const, circleId: circleId ?? "" };
  const usage = useUsageGroups(filter, { version, isWanted: circleId !== null });
  return { spentNano: usage.data ? sumUsage(usage.data.rows).totalNano : talkNano, version };
}
