/** The human baseline that ships, and the first run beside it, over HTTP. */
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { BaselineList, BaselineStart } from "../../../schema/messages/baseline.ts";
import { callApi } from "../../state/call-api.ts";

export const useBaseline = () =>
  useQuery({
    queryKey: ["baselines"],
    queryFn: ({ signal }) =>
      callApi("baselines", { signal, read: (answer) => BaselineList.parse(answer).items[0] ?? null }),
  });

/** Keeps a survey and a target, or finds those that were kept before. */
export function usePrepareStart(baselineId: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: () =>
      callApi(`baselines/${baselineId}/start`, {
        method: "POST",
        body: {},
        read: (answer) => BaselineStart.parse(answer),
      }),
    onSuccess: () =>
      Promise.all([
        queries.invalidateQueries({ queryKey: ["surveys", "list"] }),
        queries.invalidateQueries({ queryKey: ["targets", "all"] }),
      ]),
  });
}
