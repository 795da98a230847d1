import { useQuery } from "@tanstack/react-query";
import { Codebook } from "../../../../schema/messages/session-codebook.ts";
import { SessionResults } from "../../../../schema/messages/session-results.ts";
import { callApi } from "../../../state/call-api.ts";
import { SESSIONS } from "../../../state/own-seat.ts";
import { sessionPath } from "../../sessions-api.ts";

const usePart = <Answer>(id: string, part: string, read: (answer: unknown) => Answer) =>
  useQuery({
    queryKey: [SESSIONS, id, part],
    staleTime: 0,
    queryFn: ({ signal }) => callApi(sessionPath(id, part), { signal, read }),
  });

export const useCodebook = (id: string) => usePart(id, "/codebook", (answer) => Codebook.parse(answer));
export const useResults = (id: string) => usePart(id, "/results", (answer) => SessionResults.parse(answer));
