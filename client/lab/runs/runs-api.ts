/** Runs over HTTP, cached. */
import {
  keepPreviousData,
  queryOptions,
  useInfiniteQuery,
  useMutation,
  useQueries,
  useQuery,
  useQueryClient,
} from "@tanstack/react-query";
import type { z } from "zod";
import {
  Run,
  RunEstimate,
  type RunEstimateQuestion,
  RunAnswerPage,
  RunPage,
  type RunDraft,
  type RunStatus,
} from "../../../schema/messages/run.ts";
import { SampleSize } from "../../../schema/messages/run-results.ts";
import { callApi } from "../../state/call-api.ts";

const PROGRESS_MS = 1_000;
/** Of one that is paused: its last calls finish, or somebody else continues it. */
const PAUSED_MS = 5_000;
const UNDER_WAY: readonly RunStatus[] = ["QUEUED", "LABELLING", "MATCHING", "INFERENCE"];
const readRun = (answer: unknown) => Run.parse(answer);

export const isUnderWay = ({ status }: Pick<Run, "status">): boolean => UNDER_WAY.includes(status);

/** By page, newest first. */
export const useRuns = () =>
  useInfiniteQuery({
    queryKey: ["runs", "list"],
    initialPageParam: "",
    queryFn: ({ pageParam, signal }) =>
      callApi(`runs?${new URLSearchParams({ ...(pageParam && { cursor: pageParam }) })}`, {
        signal,
        read: (answer) => RunPage.parse(answer),
      }),
    getNextPageParam: ({ next }) => next,
  });

/** Asked for again until it has ended, or until that fails: then the person does. */
export const useRun = (id: string) =>
  useQuery({
    queryKey: ["runs", id],
    queryFn: ({ signal }) => callApi(`runs/${encodeURIComponent(id)}`, { signal, read: readRun }),
    refetchInterval: ({ state: { data, status } }) =>
      status === "error" || data?.endedAt ? false : data && !isUnderWay(data) ? PAUSED_MS : PROGRESS_MS,
  });

/** Asked for again while there is no model to ask, which may be getting ready. */
const estimateOf = (surveyId: string, question: z.input<typeof RunEstimateQuestion>) =>
  queryOptions({
    queryKey: ["runs", "estimate", surveyId, question],
    queryFn: ({ signal }) =>
      callApi(`surveys/${surveyId}/estimate`, {
        method: "POST",
        body: question,
        signal,
        read: (answer) => RunEstimate.parse(answer),
      }),
    refetchInterval: ({ state: { data, status } }) => (status !== "error" && data?.model === null ? PAUSED_MS : false),
  });

export const useEstimate = (surveyId: string, question: z.input<typeof RunEstimateQuestion>) =>
  useQuery({ ...estimateOf(surveyId, question), placeholderData: keepPreviousData });

/** Of several runs, in the order of `questions`. */
export const useEstimates = (surveyId: string, questions: readonly z.input<typeof RunEstimateQuestion>[]) =>
  useQueries({
    queries: questions.map((question) => ({ ...estimateOf(surveyId, question), placeholderData: keepPreviousData })),
  });

/** For a band of a share that reaches so far on either side. */
export const useSampleSize = (halfWidth: number) =>
  useQuery({
    queryKey: ["sample-size", halfWidth],
    queryFn: ({ signal }) =>
      callApi(`sample-size?halfWidth=${halfWidth}`, { signal, read: (answer) => SampleSize.parse(answer).respondents }),
    staleTime: Infinity,
  });

export function useLaunch(surveyId: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (draft: z.input<typeof RunDraft>) =>
      callApi(`surveys/${surveyId}/runs`, { method: "POST", body: draft, read: readRun }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ["runs", "list"] }),
  });
}

/** After a step or another budget, the run as it is now. */
function useRunChange<Change>(id: string, send: (change: Change) => Promise<Run>) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: send,
    onSuccess: (run) => {
      queries.setQueryData(["runs", id], run);
      return queries.invalidateQueries({ queryKey: ["runs", "list"] });
    },
    // Somebody else may have acted meanwhile.
    onError: () => queries.invalidateQueries({ queryKey: ["runs", id], exact: true }),
  });
}

export const useRunStep = (id: string) =>
  useRunChange(id, (step: "pause" | "resume" | "cancel") =>
    callApi(`runs/${id}/${step}`, { method: "POST", body: {}, read: readRun }),
  );

export const useRunBudget = (id: string) =>
  useRunChange(id, (budgetNano: number) =>
    callApi(`runs/${id}/budget`, { method: "POST", body: { budgetNano }, read: readRun }),
  );

const FIRST_ANSWERS = 8;

/** Read again while there are fewer than are shown. @param done number of answers */
export const useFirstAnswers = (id: string, done: number) =>
  useQuery({
    queryKey: ["runs", id, "first-answers", Math.min(done, FIRST_ANSWERS)],
    queryFn: ({ signal }) =>
      callApi(`runs/${id}/answers?limit=${FIRST_ANSWERS}`, {
        signal,
        read: (answer) => RunAnswerPage.parse(answer).items,
      }),
    placeholderData: (before) => before,
  });
