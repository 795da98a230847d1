/** The pool of backstories over HTTP, cached. */
import { keepPreviousData, useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { BackstoryPage, BackstoryView, PoolDemographics } from "../../../schema/messages/backstory.ts";
import { BaselineList } from "../../../schema/messages/baseline.ts";
import { callApi } from "../../state/call-api.ts";

/** By page: newest first, or those found, best first. */
export const useBackstories = (q: string) =>
  useInfiniteQuery({
    queryKey: ["backstories", "list", q],
    initialPageParam: "",
    placeholderData: keepPreviousData,
    queryFn: ({ pageParam, signal }) =>
      callApi(`backstories?${new URLSearchParams({ ...(q && { q }), ...(pageParam && { cursor: pageParam }) })}`, {
        signal,
        read: (answer) => BackstoryPage.parse(answer),
      }),
    getNextPageParam: ({ next }) => next,
  });

export const useBackstory = (id: string) =>
  useQuery({
    queryKey: ["backstories", "one", id],
    queryFn: ({ signal }) =>
      callApi(`backstories/${encodeURIComponent(id)}`, { signal, read: (answer) => BackstoryView.parse(answer) }),
  });

export const useDemographics = () =>
  useQuery({
    queryKey: ["backstories", "demographics"],
    queryFn: async ({ signal }) => {
      const [pool, baselines] = await Promise.all([
        callApi("backstories/demographics", { signal, read: (answer) => PoolDemographics.parse(answer) }),
        callApi("baselines", { signal, read: (answer) => BaselineList.parse(answer).items }),
      ]);
      return { pool, population: baselines[0]!.traits };
    },
  });
