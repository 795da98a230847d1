/** Models, calls, batches and providers' bills over HTTP, cached. */
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { BatchList, BatchView } from "../../../schema/messages/batch.ts";
import {
  ConfiguredModels,
  ModelCheckAnswer,
  ModelTryAnswer,
  TierChange,
  type ComplianceTier,
} from "../../../schema/messages/models.ts";
import { ReconciliationAnswer } from "../../../schema/messages/reconciliation.ts";
import { UsageAnswer } from "../../../schema/messages/usage.ts";
import { callApi } from "../../state/call-api.ts";
import { usagePath } from "../money/money-api.ts";

const MODELS_KEY = ["models"];
const LOOK_AGAIN_MS = 10_000;
const CALLS_SHOWN = 50;

export const useModels = () =>
  useQuery({
    queryKey: MODELS_KEY,
    queryFn: ({ signal }) => callApi("models", { signal, read: (answer) => ConfiguredModels.parse(answer) }),
    refetchInterval: LOOK_AGAIN_MS,
  });

export function useTryModel() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (route: string) =>
      callApi("models/try", { method: "POST", body: { route }, read: (answer) => ModelTryAnswer.parse(answer) }),
    onSettled: () => queries.invalidateQueries({ queryKey: MODELS_KEY }),
  });
}

/** Checks every provider now. */
export function useCheckModels() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: () => callApi("models/check", { method: "POST", read: (answer) => ModelCheckAnswer.parse(answer) }),
    onSettled: () => queries.invalidateQueries({ queryKey: MODELS_KEY }),
  });
}

export function useChangeTier() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (tier: ComplianceTier) =>
      callApi("models/tier", { method: "PUT", body: { tier }, read: (answer) => TierChange.parse(answer) }),
    onSettled: () => queries.invalidateQueries({ queryKey: MODELS_KEY }),
  });
}

export const useReconciliation = () =>
  useQuery({
    queryKey: ["reconciliation"],
    queryFn: ({ signal }) =>
      callApi("usage/reconciliation", { signal, read: (answer) => ReconciliationAnswer.parse(answer) }),
  });

/** Newest first. */
export const useBatches = (open: boolean) =>
  useInfiniteQuery({
    queryKey: ["batches", open],
    initialPageParam: "",
    queryFn: ({ pageParam, signal }) =>
      callApi(
        `models/batches?${new URLSearchParams({ open: String(open), ...(pageParam && { cursor: pageParam }) })}`,
        {
          signal,
          read: (answer) => BatchList.parse(answer),
        },
      ),
    getNextPageParam: ({ next }) => next,
  });

/** Answers received until then are kept and charged. */
export function useCancelBatch() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (id: string) =>
      callApi(`models/batches/${id}/cancel`, { method: "POST", read: (answer) => BatchView.parse(answer) }),
    onSettled: () => queries.invalidateQueries({ queryKey: ["batches"] }),
  });
}

export type CallFilter = { provider: string; task: string; outcome: string };

/** Single calls, newest first; "" means no filter. */
export const useCalls = (filter: CallFilter) =>
  useInfiniteQuery({
    queryKey: ["usage", "calls", filter],
    initialPageParam: "",
    queryFn: ({ pageParam, signal }) =>
      callApi(usagePath({ ...filter, limit: CALLS_SHOWN, cursor: pageParam }), {
        signal,
        read: (answer) => UsageAnswer.parse(answer),
      }),
    getNextPageParam: ({ next }) => next,
  });
