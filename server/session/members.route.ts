/** What facilitators of a session do to its members, its guide's prompts and its lead, over HTTP (SPEC C9). */
import { z } from "zod";
import { LeadChange, MuteChange, PromptChange, Session } from "../../schema/messages/session.ts";
import { SessionBudgetChange } from "../../schema/messages/session-budget.ts";
import { PersonChange, SessionPeople } from "../../schema/messages/session-seat.ts";
import { defineRoute, type Route } from "../http/define-route.ts";
import type { Sessions } from "./sessions.ts";

const area = "Sessions";
const access = "signed-in";
const params = z.object({ id: z.string().min(1).max(100) });

export const memberRoutes = (sessions: Sessions): Route[] => [
  defineRoute(
    {
      method: "put",
      path: "/api/sessions/:id/lead",
      summary: "Take the lead; 409 when it is no longer with `from`",
      area,
      access,
      params,
      body: LeadChange,
      answer: Session,
    },
    ({ scope, params: { id }, body: { from } }) => sessions.takeLead(scope, id, from),
  ),
  defineRoute(
    {
      method: "put",
      path: "/api/sessions/:id/budget",
      summary: "Limit what it may cost, in nano-dollars, or not; 409 when the limit is no longer `from`",
      area,
      access,
      params,
      body: SessionBudgetChange,
      answer: Session,
    },
    ({ scope, params: { id }, body }) => sessions.setBudget(scope, id, body),
  ),
  defineRoute(
    {
      method: "post",
      path: "/api/sessions/:id/prompts",
      summary: "Note that a prompt of the guide was said or skipped, or have a persona ask it",
      area,
      access,
      params,
      body: PromptChange,
      answer: Session,
    },
    ({ scope, params: { id }, body }) => sessions.usePrompt(scope, id, body),
  ),
  defineRoute(
    {
      method: "put",
      path: "/api/sessions/:id/mutes/:memberId",
      summary: "Take the floor from a person or persona, or give it back",
      area,
      access,
      params: params.extend({ memberId: z.string().min(1).max(100) }),
      body: MuteChange,
      answer: Session,
    },
    ({ scope, params: { id, memberId }, body: { muted } }) => sessions.mute(scope, id, memberId, muted),
  ),
  defineRoute(
    {
      method: "get",
      path: "/api/sessions/:id/people",
      summary: "Who came, with their role, consent and whether they are in",
      area,
      access,
      params,
      answer: SessionPeople,
    },
    ({ scope, params: { id } }) => sessions.listPeople(scope, id),
  ),
  defineRoute(
    {
      method: "put",
      path: "/api/sessions/:id/people/:userId",
      summary: "Admit, send back or send out a person, or bring a spectator on stage",
      area,
      access,
      params: params.extend({ userId: z.string().min(1).max(100) }),
      body: PersonChange,
      answer: SessionPeople,
    },
    ({ scope, params: { id, userId }, body }) => sessions.changePerson(scope, id, userId, body),
  ),
];
