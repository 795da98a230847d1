/** Invitations to sessions, and what those who came by one do themselves (SPEC C9). */
import { z } from "zod";
import {
  ConsentGiven,
  InvitationDraft,
  InvitationList,
  NewInvitation,
  SessionSeat,
} from "../../schema/messages/session-seat.ts";
import { defineRoute, type Route } from "../http/define-route.ts";
import type { Sessions } from "./sessions.ts";

const area = "Sessions";
const access = "signed-in";
const params = z.object({ id: z.string().min(1).max(100) });

export const seatRoutes = (sessions: Sessions): Route[] => [...invitationRoutes(sessions), ...ownSeatRoutes(sessions)];

const invitationRoutes = (sessions: Sessions): Route[] => [
  defineRoute(
    {
      method: "get",
      path: "/api/sessions/:id/invitations",
      summary: "Its links that can still be used, newest first",
      area,
      access,
      params,
      answer: InvitationList,
    },
    ({ scope, params: { id } }) => sessions.listInvitations(scope, id),
  ),
  defineRoute(
    {
      method: "post",
      path: "/api/sessions/:id/invitations",
      summary: "Make a link that gives a role in this session only",
      area,
      access,
      params,
      status: 201,
      body: InvitationDraft,
      answer: NewInvitation,
    },
    ({ scope, params: { id }, body }) => sessions.invite(scope, id, body),
  ),
  defineRoute(
    {
      method: "delete",
      path: "/api/sessions/:id/invitations/:invitationId",
      summary: "Withdraw a link; those who came by it stay",
      area,
      access,
      params: params.extend({ invitationId: z.string().min(1).max(100) }),
    },
    ({ scope, params: { id, invitationId } }) => sessions.withdrawInvitation(scope, id, invitationId),
  ),
];

const ownSeatRoutes = (sessions: Sessions): Route[] => [
  defineRoute(
    {
      method: "get",
      path: "/api/sessions/:id/seat",
      summary: "My own place in a session",
      area,
      access,
      params,
      answer: SessionSeat,
    },
    ({ scope, params: { id } }) => sessions.findSeat(scope, id),
  ),
  defineRoute(
    {
      method: "post",
      path: "/api/sessions/:id/consent",
      summary: "Agree to this version of its consent form",
      area,
      access,
      params,
      body: ConsentGiven,
      answer: SessionSeat,
    },
    ({ scope, params: { id }, body: { version } }) => sessions.agree(scope, id, version),
  ),
  defineRoute(
    { method: "delete", path: "/api/sessions/:id/seat", summary: "Withdraw from a session", area, access, params },
    ({ scope, params: { id } }) => sessions.withdraw(scope, id),
  ),
];
