/** Disk space and retention of data, over HTTP. */
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { StorageAnswer, type StorageKind } from "../../../schema/messages/storage.ts";
import { callApi } from "../../state/call-api.ts";

const KEY = ["storage"];
const LOOK_AGAIN_MS = 10_000;

export const useStorage = () =>
  useQuery({
    queryKey: KEY,
    queryFn: ({ signal }) => callApi("storage", { signal, read: (answer) => StorageAnswer.parse(answer) }),
    refetchInterval: LOOK_AGAIN_MS,
  });

export function useSetRetention(kind: StorageKind) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (keepDays: number | null) =>
      callApi(`storage/${kind}/retention`, {
        method: "PUT",
        body: { keepDays },
        read: (answer) => StorageAnswer.parse(answer),
      }),
    onSuccess: (answer) => queries.setQueryData(KEY, answer),
  });
}
