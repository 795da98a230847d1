/** Targets and their panels over HTTP, cached. */
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import {
  PanelMatch,
  PanelMatches,
  Target,
  TargetFit,
  TargetPage,
  type MatchWish,
  type TargetDraft,
  type WantedTraits,
} from "../../../schema/messages/target.ts";
import { callApi } from "../../state/call-api.ts";

const KEY = "targets";
/** How often the progress of a panel is asked for. */
const PROGRESS_MS = 700;
const readTarget = (answer: unknown) => Target.parse(answer);
const readMatch = (answer: unknown) => PanelMatch.parse(answer);

/** A paused one goes on where it was. */
export const isOpen = ({ status }: Pick<PanelMatch, "status">): boolean =>
  ["queued", "running", "paused"].includes(status);

/** By page, newest first. */
export const useTargets = () =>
  useInfiniteQuery({
    queryKey: [KEY, "all"],
    initialPageParam: "",
    queryFn: ({ pageParam, signal }) =>
      callApi(`targets?${new URLSearchParams({ ...(pageParam && { cursor: pageParam }) })}`, {
        signal,
        read: (answer) => TargetPage.parse(answer),
      }),
    getNextPageParam: ({ next }) => next,
  });

export const useTarget = (id: string) =>
  useQuery({ queryKey: [KEY, id], queryFn: ({ signal }) => callApi(`targets/${id}`, { signal, read: readTarget }) });

/** How many of the pool are like each of the groups, in their order. */
export const usePoolFit = (groups: readonly WantedTraits[]) =>
  useQuery({
    queryKey: [KEY, "fit", groups],
    queryFn: ({ signal }) =>
      callApi("targets/fit", {
        method: "POST",
        body: { groups },
        signal,
        read: (answer) => TargetFit.parse(answer).counts,
      }),
    enabled: groups.length > 0,
    placeholderData: (before) => (before?.length === groups.length ? before : undefined),
  });

/** @param saved the target to change; null makes a new one */
export function useSaveTarget(saved: Target | null) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (draft: TargetDraft) =>
      saved
        ? callApi(`targets/${saved.id}`, {
            method: "PUT",
            body: { ...draft, version: saved.version },
            read: readTarget,
          })
        : callApi("targets", { method: "POST", body: draft, read: readTarget }),
    onSuccess: (target) => {
      queries.setQueryData([KEY, target.id], target);
      return queries.invalidateQueries({ queryKey: [KEY, "all"] });
    },
  });
}

export function useDeleteTarget(id: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: () => callApi(`targets/${id}`, { method: "DELETE", read: () => null }),
    onSuccess: () => queries.invalidateQueries({ queryKey: [KEY, "all"] }),
  });
}

/** Its latest panels, newest first. */
export const useMatches = (targetId: string) =>
  useQuery({
    queryKey: [KEY, targetId, "matches"],
    queryFn: ({ signal }) =>
      callApi(`targets/${targetId}/matches`, { signal, read: (answer) => PanelMatches.parse(answer).items }),
  });

/** Asked for again while it is being matched, until that fails: then the person does. */
export const useMatch = (targetId: string, id: string) =>
  useQuery({
    queryKey: [KEY, targetId, "matches", id],
    queryFn: ({ signal }) => callApi(`targets/${targetId}/matches/${id}`, { signal, read: readMatch }),
    refetchInterval: ({ state: { data, status } }) =>
      status === "error" || (data && !isOpen(data)) ? false : PROGRESS_MS,
  });

function useMatchChange<Change>(targetId: string, send: (change: Change) => Promise<PanelMatch>) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: send,
    onSuccess: (match) => {
      queries.setQueryData([KEY, targetId, "matches", match.id], match);
      return queries.invalidateQueries({ queryKey: [KEY, targetId, "matches"], exact: true });
    },
  });
}

export const useStartMatch = (targetId: string) =>
  useMatchChange(targetId, (wish: MatchWish) =>
    callApi(`targets/${targetId}/match`, { method: "POST", body: wish, read: readMatch }),
  );

export const useCancelMatch = (targetId: string) =>
  useMatchChange(targetId, (id: string) =>
    callApi(`targets/${targetId}/matches/${id}/cancel`, { method: "POST", body: {}, read: readMatch }),
  );
