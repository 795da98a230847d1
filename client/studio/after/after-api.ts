/** What a session leaves, over HTTP. */
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { NewShare, ShareList } from "../../../schema/messages/session-share.ts";
import { callApi, callBytes, callText } from "../../state/call-api.ts";
import { saveFile } from "../../state/save-file.ts";
import { pageLanguage } from "../../words/page-language.ts";
import { SESSIONS } from "../../state/own-seat.ts";
import { sessionPath } from "../sessions-api.ts";

export const useReport = (id: string) => {
  const language = pageLanguage();
  return useQuery({
    queryKey: [SESSIONS, id, "/report", language],
    staleTime: 0,
    queryFn: () => callText(sessionPath(id, `/report?language=${language}`)),
  });
};

export const useShares = (id: string) =>
  useQuery({
    queryKey: [SESSIONS, id, "/shares"],
    staleTime: 0,
    queryFn: ({ signal }) => callApi(sessionPath(id, "/shares"), { signal, read: (answer) => ShareList.parse(answer) }),
  });

export function useShare(id: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (draft: { days: number }) =>
      callApi(sessionPath(id, "/shares"), { method: "POST", body: draft, read: (answer) => NewShare.parse(answer) }),
    onSettled: () => queries.invalidateQueries({ queryKey: [SESSIONS, id, "/shares"] }),
  });
}

export const useSaveFile = () =>
  useMutation({
    mutationFn: async ({ path, name }: { path: string; name: string }) =>
      // Its ending says what it is.
      saveFile(name, await callBytes(path), "application/octet-stream"),
  });

/** The server has checked that it is one of the two. */
export const useSavePicture = () =>
  useMutation({
    mutationFn: async ({ path, name }: { path: string; name: string }) => {
      const bytes = await callBytes(path);
      saveFile(`${name}.${bytes[0] === 0xff ? "jpg" : "png"}`, bytes, "application/octet-stream");
    },
  });
