/** People, join links and the audit log over HTTP, cached. */
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import {
  AuditList,
  JoinLinkList,
  NewJoinLink,
  PeopleList,
  PersonView,
  ReportList,
  type GivenRole,
  type JoinLinkDraft,
} from "../../../schema/messages/people.ts";
import { rememberAccount, useAccount } from "../../state/account.ts";
import { callApi } from "../../state/call-api.ts";

const KEY = "people";
const SHOWN = 30;

const pagePath = (path: string, cursor: string, filter: Record<string, string> = {}): string =>
  `${path}?${new URLSearchParams({ ...filter, limit: String(SHOWN), ...(cursor && { cursor }) })}`;

/** Newest first; `search` matches part of a name or an e-mail address, "" everybody. */
export const usePeople = (search: string) =>
  useInfiniteQuery({
    queryKey: [KEY, "everybody", search],
    staleTime: 0,
    initialPageParam: "",
    queryFn: ({ pageParam, signal }) =>
      callApi(pagePath("people", pageParam, search ? { search } : {}), {
        signal,
        read: (answer) => PeopleList.parse(answer),
      }),
    getNextPageParam: ({ next }) => next,
  });

export const useAudit = () =>
  useInfiniteQuery({
    queryKey: [KEY, "audit"],
    staleTime: 0,
    initialPageParam: "",
    queryFn: ({ pageParam, signal }) =>
      callApi(pagePath("audit", pageParam), { signal, read: (answer) => AuditList.parse(answer) }),
    getNextPageParam: ({ next }) => next,
  });

export const useReports = () =>
  useInfiniteQuery({
    queryKey: [KEY, "reports"],
    staleTime: 0,
    initialPageParam: "",
    queryFn: ({ pageParam, signal }) =>
      callApi(pagePath("reports", pageParam), { signal, read: (answer) => ReportList.parse(answer) }),
    getNextPageParam: ({ next }) => next,
  });

export const useSettleReport = () =>
  useChange((id: string) => callApi(`reports/${id}/settled`, { method: "PUT", read: () => null }));

export const useJoinLinks = () =>
  useQuery({
    queryKey: [KEY, "join-links"],
    staleTime: 0,
    queryFn: ({ signal }) => callApi("join-links", { signal, read: (answer) => JoinLinkList.parse(answer) }),
  });

/** A mutation that settles once every query it may have changed has been refetched. */
function useChange<Change, Answer>(mutationFn: (change: Change) => Promise<Answer>) {
  const queries = useQueryClient();
  return useMutation({ mutationFn, onSettled: () => queries.invalidateQueries({ queryKey: [KEY] }) });
}

/** `presence` and `sign-ins` end them. */
export type PersonChange =
  | { part: "role"; body: { role: GivenRole } }
  | { part: "block"; body: { isBlocked: boolean } }
  | { part: "presence" | "sign-ins" };

async function changePerson(id: string, change: PersonChange): Promise<void> {
  const path = `people/${id}/${change.part}`;
  if (!("body" in change)) return callApi(path, { method: "DELETE", read: () => undefined });
  const { role } = await callApi(path, {
    method: "PUT",
    body: change.body,
    read: (answer) => PersonView.parse(answer),
  });
  const { account } = useAccount.getState();
  // Somebody who gives up the admin role loses its pages at once.
  if (account?.user.id === id) rememberAccount({ ...account, user: { ...account.user, role } });
}

export const useChangePerson = (id: string) => useChange((change: PersonChange) => changePerson(id, change));

export const useMakeJoinLink = () =>
  useChange((body: JoinLinkDraft) =>
    callApi("join-links", { method: "POST", body, read: (answer) => NewJoinLink.parse(answer) }),
  );

export const useWithdrawJoinLink = () =>
  useChange((id: string) => callApi(`join-links/${id}`, { method: "DELETE", read: () => null }));
