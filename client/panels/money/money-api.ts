/** Usage and budgets over HTTP, cached. */
import { keepPreviousData, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { BudgetList, BudgetView, type BudgetDraft } from "../../../schema/messages/budget.ts";
import { EstimateAnswer, type EstimateQuestion } from "../../../schema/messages/estimate.ts";
import { UsageAnswer, type UsageGroup, type UsageRow } from "../../../schema/messages/usage.ts";
import { callApi } from "../../state/call-api.ts";
import { fetchAgain } from "../../state/fetch-again.ts";

export type UsageRange = { from: string; to: string };
type UsageFilter = Partial<UsageRange> & {
  groupBy?: UsageGroup | undefined;
  circleId?: string;
  provider?: string;
  task?: string;
  outcome?: string;
};

export const PAGE_ROWS = 1000;

export const usagePath = (filter: UsageFilter & { limit?: number; cursor?: string }): string =>
  `usage?${new URLSearchParams(Object.entries(filter).flatMap(([name, value]) => (value ? [[name, String(value)]] : [])))}`;

/** Reads every page of groups: a chart needs them all. */
export async function readGroups(filter: UsageFilter, signal?: AbortSignal): Promise<Omit<UsageAnswer, "next">> {
  const rows: UsageRow[] = [];
  for (let cursor = ""; ;) {
    const path = usagePath({ ...filter, limit: PAGE_ROWS, cursor });
    const page = await callApi(path, { signal, read: (answer) => UsageAnswer.parse(answer) });
    rows.push(...page.rows);
    const { next, ...sums } = page;
    if (next === null) return { ...sums, rows };
    cursor = next;
  }
}

/** `version`: refetches whenever it changes, showing the previous sums meanwhile. */
export const useUsageGroups = (filter: UsageFilter, { version = 0, isWanted = true } = {}) =>
  useQuery({
    queryKey: ["usage", filter, version],
    enabled: isWanted,
    // Opening a page refetches.
    staleTime: version === 0 ? 0 : Infinity,
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) => readGroups(filter, signal),
  });

export const BUDGETS_KEY = "budgets";
const SUSPENDED_POLL_MS = 10_000;

/** With `circleId`, per-subject budgets are returned as they apply to the caller and that circle. */
export async function readBudgets(circleId: string | null, signal?: AbortSignal): Promise<BudgetView[]> {
  const budgets: BudgetView[] = [];
  for (let cursor = ""; ;) {
    const query = new URLSearchParams({ ...(circleId !== null && { circleId }), ...(cursor && { cursor }) });
    const page = await callApi(`budgets?${query}`, { signal, read: (answer) => BudgetList.parse(answer) });
    budgets.push(...page.budgets);
    if (page.next === null) return budgets;
    cursor = page.next;
  }
}

/** `version` as in useUsageGroups. While a budget is used up, polls whether somebody raised it. */
export const useBudgets = (circleId: string | null = null, { version = 0, isWanted = true } = {}) =>
  useQuery({
    queryKey: [BUDGETS_KEY, circleId, version],
    enabled: isWanted,
    staleTime: 0,
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) => readBudgets(circleId, signal),
    refetchInterval: ({ state }) =>
      state.data?.some((budget) => budget.state === "suspended") ? SUSPENDED_POLL_MS : false,
  });

type LimitChange = {
  id: string;
  /** null deletes the budget. */
  limitNano: number | null;
};

export const changeBudget = ({ id, limitNano }: LimitChange): Promise<null> =>
  callApi(`budgets/${id}`, {
    method: limitNano === null ? "DELETE" : "PATCH",
    body: limitNano === null ? undefined : { limitNano },
    read: () => null,
  });

export function useChangeBudget() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: changeBudget,
    onSettled: () => fetchAgain(queries, [BUDGETS_KEY]),
  });
}

export function useCreateBudget() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: BudgetDraft) =>
      callApi("budgets", { method: "POST", body, read: (answer) => BudgetView.parse(answer) }),
    onSettled: () => fetchAgain(queries, [BUDGETS_KEY]),
  });
}

/** Estimates what talk would cost before it begins (SPEC L8). */
export const useEstimate = (question: EstimateQuestion, { isWanted = true } = {}) =>
  useQuery({
    queryKey: ["estimate", question],
    enabled: isWanted,
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) =>
      callApi("usage/estimate", {
        method: "POST",
        body: question,
        signal,
        read: (answer) => EstimateAnswer.parse(answer),
      }),
  });
