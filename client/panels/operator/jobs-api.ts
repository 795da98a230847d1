/** Durable jobs over HTTP, polled while they are shown. */
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { JobList, JobsState, JobView, type JobAction, type JobListQuery } from "../../../schema/messages/job.ts";
import { callApi } from "../../state/call-api.ts";

const KEY = "jobs";

const POLLING_MS = 2_000;
const SHOWN = 30;

export const useJobsState = () =>
  useQuery({
    queryKey: [KEY, "state"],
    queryFn: ({ signal }) => callApi("jobs/state", { signal, read: (answer) => JobsState.parse(answer) }),
    refetchInterval: POLLING_MS,
  });

/** Newest first. */
export const useJobs = (shown: JobListQuery["shown"]) =>
  useInfiniteQuery({
    queryKey: [KEY, "list", shown],
    initialPageParam: "",
    queryFn: ({ pageParam, signal }) =>
      callApi(`jobs?${new URLSearchParams({ shown, limit: String(SHOWN), ...(pageParam && { cursor: pageParam }) })}`, {
        signal,
        read: (answer) => JobList.parse(answer),
      }),
    getNextPageParam: ({ next }) => next,
    refetchInterval: POLLING_MS,
  });

function useChange<Change, Answer>(mutationFn: (change: Change) => Promise<Answer>) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn,
    onSettled: () => {
      void queries.invalidateQueries({ queryKey: [KEY] });
    },
  });
}

export const useJobAction = (id: string) =>
  useChange((action: JobAction) =>
    callApi(`jobs/${id}/${action}`, { method: "POST", read: (answer) => JobView.parse(answer) }),
  );

export const useRequestJob = () =>
  useChange((name: string) => callApi("jobs", { method: "POST", body: { name }, read: () => null }));
