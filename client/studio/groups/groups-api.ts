/** The groups of a session's guide side by side, over HTTP. */
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { SessionGroups, type GuideGroup, type ThemeNaming } from "../../../schema/messages/session-groups.ts";
import type { ProbeDraft } from "../../../schema/messages/session-probe.ts";
import { callApi } from "../../state/call-api.ts";
import { SESSIONS } from "../../state/own-seat.ts";
import { sessionPath } from "../sessions-api.ts";

/** No news comes of the other groups while this one is shown. */
const RUNNING_MS = 15_000;

const keyOf = (id: string) => [SESSIONS, id, "/groups"];
const read = (answer: unknown) => SessionGroups.parse(answer);

export const useGroups = (id: string) =>
  useQuery({
    queryKey: keyOf(id),
    staleTime: 0,
    queryFn: ({ signal }) => callApi(sessionPath(id, "/groups"), { signal, read }),
    refetchInterval: ({ state }) => state.data?.groups.some(({ status }) => status === "live") && RUNNING_MS,
  });

export function useNameThemes(id: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: ThemeNaming) => callApi(sessionPath(id, "/groups/themes"), { method: "PUT", body, read }),
    onSuccess: (groups) => queries.setQueryData(keyOf(id), groups),
  });
}

export function useGatherThemes(id: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: () => callApi(sessionPath(id, "/groups/themes/proposals"), { method: "POST", body: {}, read }),
    onSuccess: (groups) => queries.setQueryData(keyOf(id), groups),
  });
}

type Asked = { group: GuideGroup; problem: unknown };

/** Each group takes the question, or says why not, by itself. */
export function useAskGroups(id: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ draft, groups }: { draft: ProbeDraft; groups: readonly GuideGroup[] }): Promise<Asked[]> =>
      Promise.all(
        groups.map((group) =>
          callApi(sessionPath(group.id, "/probes"), { method: "POST", body: draft, read: () => null }).then(
            () => ({ group, problem: null }),
            (problem: unknown) => ({ group, problem }),
          ),
        ),
      ),
    onSettled: () => queries.invalidateQueries({ queryKey: keyOf(id) }),
  });
}
