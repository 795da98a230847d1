/** Surveys over HTTP, cached. */
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import {
  PromptPreview,
  Survey,
  SurveyPage,
  type PromptPreviewQuery,
  type SurveyChange,
  type SurveyDraft,
  type SurveyStatus,
} from "../../../schema/messages/survey.ts";
import { callApi } from "../../state/call-api.ts";

const readSurvey = (answer: unknown): Survey => Survey.parse(answer);

/** By page, newest first; without a status all but archived ones. */
export const useSurveys = (status: SurveyStatus | null) =>
  useInfiniteQuery({
    queryKey: ["surveys", "list", status],
    initialPageParam: "",
    queryFn: ({ pageParam, signal }) =>
      callApi(
        `surveys?${new URLSearchParams({ ...(status && { status }), ...(pageParam && { cursor: pageParam }) })}`,
        { signal, read: (answer) => SurveyPage.parse(answer) },
      ),
    getNextPageParam: ({ next }) => next,
  });

export const useSurvey = (id: string) =>
  useQuery({
    queryKey: ["surveys", "one", id],
    queryFn: ({ signal }) => callApi(`surveys/${encodeURIComponent(id)}`, { signal, read: readSurvey }),
  });

/** What the server stored replaces what is cached; lists are read again. */
function useSurveyChange<Change>(send: (change: Change) => Promise<Survey>) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: send,
    onSuccess: (survey) => {
      queries.setQueryData(["surveys", "one", survey.id], survey);
      void queries.invalidateQueries({ queryKey: ["surveys", "list"] });
      void queries.invalidateQueries({ queryKey: ["surveys", "to-ask"] });
    },
  });
}

export const useCreateSurvey = () =>
  useSurveyChange((draft: SurveyDraft) => callApi("surveys", { method: "POST", body: draft, read: readSurvey }));

/** As it is now, with the same questions, under another name. */
export const useCopySurvey = () =>
  useSurveyChange(async ({ id, name }: { id: string; name: string }) => {
    const { description, model } = await callApi(`surveys/${encodeURIComponent(id)}`, { read: readSurvey });
    return callApi("surveys", { method: "POST", body: { name, description, model }, read: readSurvey });
  });

export const useSaveSurvey = (id: string) =>
  useSurveyChange((change: SurveyChange) =>
    callApi(`surveys/${id}`, { method: "PUT", body: change, read: readSurvey }),
  );

export const useSetStatus = (id: string) =>
  useSurveyChange((change: { status: SurveyStatus; version: number }) =>
    callApi(`surveys/${id}/status`, { method: "PUT", body: change, read: readSurvey }),
  );

export function useDeleteSurvey(id: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: () => callApi(`surveys/${id}`, { method: "DELETE", read: () => null }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ["surveys", "list"] }),
  });
}

/** What a virtual respondent reads; the last one stays while the next is fetched. */
export const usePromptPreview = (query: PromptPreviewQuery) =>
  useQuery({
    queryKey: ["surveys", "prompt", query],
    queryFn: ({ signal }) =>
      callApi("surveys/prompt", { method: "POST", body: query, signal, read: (answer) => PromptPreview.parse(answer) }),
    placeholderData: (before) => before,
  });
