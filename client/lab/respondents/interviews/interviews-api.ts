/** Life interviews over HTTP, cached. */
import { keepPreviousData, useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import {
  InterviewEstimate,
  InterviewRound,
  InterviewRounds,
  InterviewVoices,
  PoolPlanView,
  PoolQuality,
  SetAsidePage,
  type InterviewDraft,
  type PoolPlan,
} from "../../../../schema/messages/interview.ts";
import type { JobAction } from "../../../../schema/messages/job.ts";
import { MissingPeople } from "../../../../schema/messages/target.ts";
import { callApi } from "../../../state/call-api.ts";

const KEY = "interviews";
const PROGRESS_MS = 2_000;

export const isOpen = ({ status }: Pick<InterviewRound, "status">): boolean =>
  ["queued", "running", "paused"].includes(status);

export const useVoices = () =>
  useQuery({
    queryKey: [KEY, "voices"],
    queryFn: ({ signal }) => callApi("interviews/voices", { signal, read: (answer) => InterviewVoices.parse(answer) }),
  });

/** Asked for again while one is in progress. */
export const useRounds = () =>
  useQuery({
    queryKey: [KEY, "rounds"],
    queryFn: ({ signal }) => callApi("interviews", { signal, read: (answer) => InterviewRounds.parse(answer).items }),
    refetchInterval: ({ state: { data, status } }) => (status !== "error" && data?.some(isOpen) ? PROGRESS_MS : false),
  });

/** How many became backstories or were set aside, so that what they change is fetched again; null until it is known. */
function useEnded(): number | null {
  const { data, isPending } = useRounds();
  if (isPending) return null;
  return (data ?? []).reduce((sum, { interviews: { told, setAside } }) => sum + told + setAside, 0);
}

/** @param wish null while it is not complete */
export const useEstimate = (wish: InterviewDraft | null) =>
  useQuery({
    queryKey: [KEY, "estimate", wish],
    enabled: wish !== null,
    placeholderData: keepPreviousData,
    retry: false,
    queryFn: ({ signal }) =>
      callApi("interviews/estimate", {
        method: "POST",
        body: wish!,
        signal,
        read: (answer) => InterviewEstimate.parse(answer),
      }),
  });

export function useSetAside(isShown: boolean) {
  const ended = useEnded();
  return useInfiniteQuery({
    queryKey: [KEY, "set-aside", ended],
    enabled: isShown && ended !== null,
    placeholderData: keepPreviousData,
    initialPageParam: "",
    queryFn: ({ pageParam, signal }) =>
      callApi(`interviews/set-aside?${new URLSearchParams({ ...(pageParam && { cursor: pageParam }) })}`, {
        signal,
        read: (answer) => SetAsidePage.parse(answer),
      }),
    getNextPageParam: ({ next }) => next,
  });
}

export function useQuality() {
  const ended = useEnded();
  return useQuery({
    queryKey: [KEY, "quality", ended],
    enabled: ended !== null,
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) => callApi("interviews/quality", { signal, read: (answer) => PoolQuality.parse(answer) }),
  });
}

const readPlan = (answer: unknown) => PoolPlanView.parse(answer);
export const usePlan = () =>
  useQuery({
    queryKey: [KEY, "plan"],
    queryFn: ({ signal }) => callApi("interviews/plan", { signal, read: readPlan }),
  });

/** The people that a panel lacks. */
export const useMissingPeople = (targetId: string, matchId: string) =>
  useQuery({
    queryKey: ["targets", targetId, "matches", matchId, "missing"],
    queryFn: ({ signal }) =>
      callApi(`targets/${targetId}/matches/${matchId}/missing`, {
        signal,
        read: (answer) => MissingPeople.parse(answer),
      }),
  });

function useChange<Change>(send: (change: Change) => Promise<unknown>) {
  const queries = useQueryClient();
  return useMutation({ mutationFn: send, onSuccess: () => queries.invalidateQueries({ queryKey: [KEY] }) });
}
const readRound = (answer: unknown) => InterviewRound.parse(answer);

export const useBegin = () =>
  useChange((wish: InterviewDraft) => callApi("interviews", { method: "POST", body: wish, read: readRound }));

export const useAct = () =>
  useChange(({ id, action }: { id: string; action: JobAction }) =>
    callApi(`interviews/rounds/${id}/${action}`, { method: "POST", body: {}, read: readRound }),
  );

export const useSavePlan = () =>
  useChange((plan: PoolPlan) => callApi("interviews/plan", { method: "PUT", body: plan, read: readPlan }));
