/** Traits and labels of the pool over HTTP, cached. */
import { keepPreviousData, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import {
  AgreementList,
  Labelling,
  LabellingEstimate,
  LabellingList,
  TraitList,
  type LabellingWish,
  type TraitDraft,
} from "../../../schema/messages/labelling.ts";
import { callApi } from "../../state/call-api.ts";

const TRAITS = "traits";
const LABELLINGS = "labellings";
/** How often the progress of a labelling is asked for. */
const PROGRESS_MS = 1_000;

const isOpen = ({ status }: Pick<Labelling, "status">): boolean => status === "queued" || status === "running";

export const useTraits = (isLabelling = false) =>
  useQuery({
    queryKey: [TRAITS, "all"],
    queryFn: ({ signal }) => callApi("traits", { signal, read: (answer) => TraitList.parse(answer) }),
    refetchInterval: isLabelling ? PROGRESS_MS : false,
  });

export const useAgreement = (isLabelling: boolean) =>
  useQuery({
    queryKey: [TRAITS, "agreement"],
    queryFn: ({ signal }) =>
      callApi("traits/agreement", { signal, read: (answer) => AgreementList.parse(answer).items }),
    refetchInterval: isLabelling ? PROGRESS_MS : false,
  });

/** Once a labelling has ended, what it wrote last is read. */
export function useLastLabels(isLabelling: boolean): void {
  const queries = useQueryClient();
  useEffect(
    () => () => {
      if (isLabelling) void queries.invalidateQueries({ queryKey: [TRAITS] });
    },
    [isLabelling, queries],
  );
}

/** Asked for again while one of them works. */
export const useLabellings = () =>
  useQuery({
    queryKey: [LABELLINGS, "all"],
    queryFn: ({ signal }) => callApi("labellings", { signal, read: (answer) => LabellingList.parse(answer).items }),
    refetchInterval: ({ state: { data, status } }) => (status !== "error" && data?.some(isOpen) ? PROGRESS_MS : false),
  });

export const isAnyOpen = (labellings: readonly Labelling[] | undefined): boolean => labellings?.some(isOpen) ?? false;

export const useLabellingEstimate = (wish: LabellingWish | null) =>
  useQuery({
    queryKey: [LABELLINGS, "estimate", wish],
    enabled: wish !== null,
    placeholderData: keepPreviousData,
    retry: false,
    queryFn: ({ signal }) =>
      callApi("labellings/estimate", {
        method: "POST",
        body: wish,
        signal,
        read: (answer) => LabellingEstimate.parse(answer),
      }),
  });

function useLabellingChange<Change>(send: (change: Change) => Promise<Labelling>) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: send,
    onSuccess: () => queries.invalidateQueries({ queryKey: [LABELLINGS, "all"] }),
  });
}

const readLabelling = (answer: unknown) => Labelling.parse(answer);

export const useStartLabelling = () =>
  useLabellingChange((wish: LabellingWish) =>
    callApi("labellings", { method: "POST", body: wish, read: readLabelling }),
  );

export const useActOnLabelling = (id: string) =>
  useLabellingChange((action: "pause" | "resume" | "cancel" | "retry") =>
    callApi(`labellings/${id}/${action}`, { method: "POST", body: {}, read: readLabelling }),
  );

function useTraitChange<Change>(send: (change: Change) => Promise<unknown>) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: send,
    onSuccess: () => queries.invalidateQueries({ queryKey: [TRAITS] }),
  });
}

export const useAddTrait = () =>
  useTraitChange((draft: TraitDraft) =>
    callApi("traits", { method: "POST", body: draft, read: (answer) => TraitList.parse(answer) }),
  );

export const useDeleteTrait = () =>
  useTraitChange((id: string) => callApi(`traits/${encodeURIComponent(id)}`, { method: "DELETE", read: () => null }));
