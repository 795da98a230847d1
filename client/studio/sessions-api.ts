/** Sessions over HTTP, cached; fetched again whenever the room reports a change. */
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { ProposalAbility } from "../../schema/messages/panel-brief.ts";
import { InvitationList, NewInvitation, SessionPeople } from "../../schema/messages/session-seat.ts";
import { BackChannel } from "../../schema/messages/session-back-channel.ts";
import {
  Session,
  SessionPage,
  SessionRecord,
  SessionTemplates,
  type SessionDraft,
  type SessionPlan,
  type SessionRole,
} from "../../schema/messages/session.ts";
import { callApi } from "../state/call-api.ts";
import { SESSIONS } from "../state/own-seat.ts";
import { showSessionTopic } from "../state/place-store.ts";

export const sessionPath = (id: string, rest = ""): string => `sessions/${encodeURIComponent(id)}${rest}`;
const nothing = () => null;

export const useSessions = () =>
  useInfiniteQuery({
    queryKey: [SESSIONS, "list"],
    staleTime: 0,
    initialPageParam: "",
    queryFn: ({ pageParam, signal }) =>
      callApi(`sessions?${new URLSearchParams(pageParam ? { cursor: pageParam } : {})}`, {
        signal,
        read: (answer) => SessionPage.parse(answer),
      }),
    getNextPageParam: ({ next }) => next,
  });

export const useTemplates = (language: "en" | "de", isWanted: boolean) =>
  useQuery({
    queryKey: [SESSIONS, "templates", language],
    enabled: isWanted,
    queryFn: ({ signal }) =>
      callApi(`sessions/templates?language=${language}`, { signal, read: (answer) => SessionTemplates.parse(answer) }),
  });

/** What proposes here: a model, a script, or nothing. */
export const useProposalAbility = (isWanted: boolean) =>
  useQuery({
    queryKey: ["session-proposals"],
    enabled: isWanted,
    queryFn: ({ signal }) => callApi("sessions/proposals", { signal, read: (answer) => ProposalAbility.parse(answer) }),
  });

export function useMakeSession(onMade: (session: Session) => void) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (draft: SessionDraft) =>
      callApi("sessions", { method: "POST", body: draft, read: (answer) => Session.parse(answer) }),
    onSuccess: onMade,
    onSettled: () => queries.invalidateQueries({ queryKey: [SESSIONS, "list"] }),
  });
}

/** A part of one session; all of them are fetched again when the room reports a change of it. */
function usePart<Answer>(id: string, part: string, read: (answer: unknown) => Answer, isWanted = true) {
  return useQuery({
    queryKey: [SESSIONS, id, part],
    enabled: isWanted,
    staleTime: 0,
    retry: false,
    queryFn: ({ signal }) => callApi(sessionPath(id, part), { signal, read }),
  });
}

export const useSession = (id: string, isWanted = true) => usePart(id, "", readSession, isWanted);
function readSession(answer: unknown): Session {
  const session = Session.parse(answer);
  showSessionTopic(session.id, session.plan.topic);
  return session;
}
export const usePeopleOf = (id: string) => usePart(id, "/people", (answer) => SessionPeople.parse(answer));
export const useInvitations = (id: string) => usePart(id, "/invitations", (answer) => InvitationList.parse(answer));
export const useBackChannel = (id: string) => usePart(id, "/back-channel", (answer) => BackChannel.parse(answer));

export const useRecord = (id: string) =>
  useInfiniteQuery({
    queryKey: [SESSIONS, id, "/record"],
    staleTime: 0,
    retry: false,
    initialPageParam: "",
    queryFn: ({ pageParam, signal }) =>
      callApi(sessionPath(id, `/record?${new URLSearchParams(pageParam ? { cursor: pageParam } : {})}`), {
        signal,
        read: (answer) => SessionRecord.parse(answer),
      }),
    getNextPageParam: ({ next }) => next,
  });

type Act = { method: "POST" | "PUT" | "DELETE"; path: string; body?: unknown };

/** Does something in the session, then shows how it is now. */
export function useAct(id: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ path, ...call }: Act) => callApi(sessionPath(id, path), { ...call, read: nothing }),
    onSettled: () => queries.invalidateQueries({ queryKey: [SESSIONS, id] }),
  });
}

export function useSavePlan(id: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (change: { version: number; plan: SessionPlan }) =>
      callApi(sessionPath(id), { method: "PUT", body: change, read: (answer) => Session.parse(answer) }),
    onSuccess: (session) => queries.setQueryData([SESSIONS, id, ""], session),
  });
}

export function useInvite(id: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (draft: { role: SessionRole; uses: number }) =>
      callApi(sessionPath(id, "/invitations"), {
        method: "POST",
        body: { ...draft, hours: 7 * 24 },
        read: (answer) => NewInvitation.parse(answer),
      }),
    onSettled: () => queries.invalidateQueries({ queryKey: [SESSIONS, id, "/invitations"] }),
  });
}
