import type { CircleSnapshot } from "../../../net/place-snapshot.ts";
import { useAccount } from "../../../state/account.ts";
import { usePlace } from "../../../state/place-store.ts";
import type { Turn } from "../../../state/transcript.ts";
import { useBudgets, useUsageGroups } from "../money-api.ts";
import { findBindingBudget, type Binding } from "./find-binding-budget.ts";
import { projectSpending, type Projection } from "./project-spending.ts";
import { sumTurns, sumUsage, type Spending } from "./sum-by-speaker.ts";

export type Meter = { spending: Spending; binding: Binding | null; projection: Projection | null };

const NO_TURNS: Turn[] = [];

/**
 * What a circle's talk has cost, what may stop it and when. Members read the ledger after each paid turn; listeners,
 * possibly thousands, use what the room has sent.
 */
export function useMeter(circle: CircleSnapshot, isMember: boolean): Meter {
  const turns = usePlace((view) => view.transcripts[circle.id]?.endedTurns) ?? NO_TURNS;
  const userId = useAccount(({ account }) => account?.user.id ?? null);
  const isPaid = usePlace((view) => view.voice?.kind === "provider") || circle.costNano > 0;
  const version = circle.costNano;
  const usage = useUsageGroups(
    { groupBy: "persona", circleId: circle.id },
    { version, isWanted: isMember && circle.costNano > 0 },
  );
  const budgets = useBudgets(circle.id, { version, isWanted: isMember && isPaid });
  const binding = findBindingBudget(budgets.data ?? [], { userId, circleId: circle.id });
  return {
    spending: usage.data ? sumUsage(usage.data.rows) : { ...sumTurns(turns), totalNano: circle.costNano },
    binding,
    projection: circle.status === "talking" ? projectSpending(turns, binding?.leftNano ?? null) : null,
  };
}
