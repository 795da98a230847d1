/** Human baselines that people upload, over HTTP, cached. */
import { useMutation, useQueries, useQuery, useQueryClient } from "@tanstack/react-query";
import type { z } from "zod";
import {
  HumanBaseline,
  HumanBaselineList,
  RunBaselines,
  type HumanBaselineDraft,
} from "../../../schema/messages/human-baseline.ts";
import { callApi } from "../../state/call-api.ts";

const KEY = "human-baselines";

/** Newest first. */
export const useHumanBaselines = () =>
  useQuery({
    queryKey: [KEY],
    queryFn: ({ signal }) =>
      callApi("human-baselines", { signal, read: (answer) => HumanBaselineList.parse(answer).items }),
  });

const ofRun = (runId: string) => ({
  queryKey: [KEY, "of-run", runId],
  queryFn: ({ signal }: { signal: AbortSignal }) =>
    callApi(`runs/${encodeURIComponent(runId)}/baselines`, {
      signal,
      read: (answer) => RunBaselines.parse(answer).items,
    }),
});

/** Those that can stand beside a run. */
export const useRunBaselines = (runId: string) => useQuery(ofRun(runId));

/** Those that can stand beside at least one of several runs. A run for which they cannot be read has none. */
export function useBaselinesOfRuns(runIds: readonly string[]) {
  const found = useQueries({ queries: runIds.map(ofRun) });
  const items = new Map(found.flatMap(({ data = [] }) => data).map((each) => [each.id, each]));
  return {
    isPending: found.some(({ isPending }) => isPending),
    items: [...items.values()],
    fits: (runId: string, baseline: string): boolean =>
      found[runIds.indexOf(runId)]?.data?.some(({ id }) => id === baseline) ?? false,
  };
}

export function useUploadBaseline() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (draft: z.input<typeof HumanBaselineDraft>) =>
      callApi("human-baselines", { method: "POST", body: draft, read: (answer) => HumanBaseline.parse(answer) }),
    onSuccess: () => queries.invalidateQueries({ queryKey: [KEY] }),
  });
}

export function useDeleteBaseline() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => callApi(`human-baselines/${id}`, { method: "DELETE", read: () => null }),
    onSuccess: () => queries.invalidateQueries({ queryKey: [KEY] }),
  });
}
