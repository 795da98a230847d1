/** Sessions over HTTP (SPEC C9): planned by facilitators, run by those who have that role in the session. */
import { z } from "zod";
import {
  FreezeChange,
  Pin,
  SectionChange,
  Session,
  SessionChange,
  SessionDraft,
  SessionPage,
  SessionQuery,
  SessionRecord,
  SessionTemplates,
  Whisper,
} from "../../schema/messages/session.ts";
import { defineRoute, type Route } from "../http/define-route.ts";
import { backChannelRoutes } from "./back-channel.route.ts";
import { memberRoutes } from "./members.route.ts";
import { seatRoutes } from "./seat.route.ts";
import type { Sessions } from "./sessions.ts";
import { listTemplates } from "./templates/plan-from.ts";

const area = "Sessions";
const access = "signed-in";
const keepers = ["facilitator", "admin"] as const;
const params = z.object({ id: z.string().min(1).max(100) });

export const sessionRoutes = (sessions: Sessions): Route[] => [
  ...planRoutes(sessions),
  ...oneSessionRoutes(sessions),
  ...liveRoutes(sessions),
  ...memberRoutes(sessions),
  ...backChannelRoutes(sessions),
  ...seatRoutes(sessions),
];

const planRoutes = (sessions: Sessions): Route[] => [
  defineRoute(
    {
      method: "get",
      path: "/api/sessions",
      summary: "Sessions that I have a role in, newest first",
      area,
      access,
      query: SessionQuery,
      answer: SessionPage,
    },
    ({ scope, query }) => sessions.list(scope, query),
  ),
  defineRoute(
    {
      method: "get",
      path: "/api/sessions/templates",
      summary: "What a session may be made from",
      area,
      access: keepers,
      query: z.object({ language: z.enum(["en", "de"]).default("en") }),
      answer: SessionTemplates,
    },
    async ({ query: { language } }) => ({ items: listTemplates(language) }),
  ),
  defineRoute(
    {
      method: "post",
      path: "/api/sessions",
      summary: "Plan a session, from a template or from scratch",
      area,
      access: keepers,
      status: 201,
      body: SessionDraft,
      answer: Session,
    },
    ({ scope, body }) => sessions.create(scope, body),
  ),
];

const oneSessionRoutes = (sessions: Sessions): Route[] => [
  defineRoute(
    {
      method: "get",
      path: "/api/sessions/:id",
      summary: "A session, for its facilitators",
      area,
      access,
      params,
      answer: Session,
    },
    ({ scope, params: { id } }) => sessions.find(scope, id),
  ),
  defineRoute(
    {
      method: "put",
      path: "/api/sessions/:id",
      summary: "Change its plan; 409 when `version` is no longer the latest",
      area,
      access,
      params,
      body: SessionChange,
      answer: Session,
    },
    ({ scope, params: { id }, body: { version, plan } }) => sessions.change(scope, id, version, plan),
  ),
  defineRoute(
    { method: "delete", path: "/api/sessions/:id", summary: "Delete one that has not begun", area, access, params },
    ({ scope, params: { id } }) => sessions.remove(scope, id),
  ),
  defineRoute(
    {
      method: "get",
      path: "/api/sessions/:id/record",
      summary: "What was done in it, and by whom, newest first",
      area,
      access,
      params,
      query: SessionQuery,
      answer: SessionRecord,
    },
    ({ scope, params: { id }, query }) => sessions.readRecord(scope, id, query),
  ),
];

const liveRoutes = (sessions: Sessions): Route[] => [
  defineRoute(
    { method: "post", path: "/api/sessions/:id/start", summary: "Start it now", area, access, params, answer: Session },
    ({ scope, params: { id } }) => sessions.start(scope, id),
  ),
  defineRoute(
    {
      method: "post",
      path: "/api/sessions/:id/end",
      summary: "End it, and its circle",
      area,
      access,
      params,
      answer: Session,
    },
    ({ scope, params: { id } }) => sessions.end(scope, id),
  ),
  defineRoute(
    {
      method: "put",
      path: "/api/sessions/:id/section",
      summary: "Go on to another section; 409 when it is no longer at `from`",
      area,
      access,
      params,
      body: SectionChange,
      answer: Session,
    },
    ({ scope, params: { id }, body }) => sessions.moveOn(scope, id, body),
  ),
  defineRoute(
    {
      method: "put",
      path: "/api/sessions/:id/frozen",
      summary: "Make everything stand still, clock included, or go on",
      area,
      access,
      params,
      body: FreezeChange,
      answer: Session,
    },
    ({ scope, params: { id }, body: { frozen } }) => sessions.freeze(scope, id, frozen),
  ),
  defineRoute(
    {
      method: "post",
      path: "/api/sessions/:id/whispers",
      summary: "Give one persona, or each, an instruction for its next turn that nobody else sees",
      area,
      access,
      params,
      status: 201,
      body: Whisper,
      answer: z.object({ count: z.number().int() }),
    },
    ({ scope, params: { id }, body }) => sessions.whisper(scope, id, body),
  ),
  defineRoute(
    {
      method: "post",
      path: "/api/sessions/:id/pins",
      summary: "Pin what was said in a turn to the record",
      area,
      access,
      params,
      body: Pin,
    },
    ({ scope, params: { id }, body }) => sessions.pin(scope, id, body),
  ),
];
