/** Questions put to everybody of a session, over HTTP; fetched again like the rest of the session. */
import { useQuery } from "@tanstack/react-query";
import { OwnProbes, SessionProbes } from "../../../schema/messages/session-probe.ts";
import { Survey, SurveyPage } from "../../../schema/messages/survey.ts";
import { callApi } from "../../state/call-api.ts";
import { SESSIONS } from "../../state/own-seat.ts";

function usePart<Answer>(id: string, part: string, read: (answer: unknown) => Answer) {
  return useQuery({
    queryKey: [SESSIONS, id, part],
    staleTime: 0,
    retry: false,
    queryFn: ({ signal }) => callApi(`sessions/${encodeURIComponent(id)}${part}`, { signal, read }),
  });
}

export const useProbes = (id: string) => usePart(id, "/probes", (answer) => SessionProbes.parse(answer));
export const useOwnProbes = (id: string) => usePart(id, "/own-probes", (answer) => OwnProbes.parse(answer));

/** The newest ones that a question can be taken from. */
export const useSurveysToAsk = (isWanted: boolean) =>
  useQuery({
    queryKey: ["surveys", "to-ask"],
    enabled: isWanted,
    queryFn: ({ signal }) => callApi("surveys?limit=100", { signal, read: (answer) => SurveyPage.parse(answer) }),
  });

export const useSurveyToAsk = (id: string) =>
  useQuery({
    queryKey: ["surveys", "one", id],
    enabled: id !== "",
    queryFn: ({ signal }) =>
      callApi(`surveys/${encodeURIComponent(id)}`, { signal, read: (answer) => Survey.parse(answer) }),
  });
