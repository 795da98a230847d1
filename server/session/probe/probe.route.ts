/** Questions put to everybody of a session, over HTTP (SPEC C9). */
import { z } from "zod";
import {
  OwnProbes,
  PairedAnswers,
  ProbeAnswerGiven,
  ProbeChange,
  ProbeDraft,
  SessionProbe,
  SessionProbes,
} from "../../../schema/messages/session-probe.ts";
import { defineRoute, type Route } from "../../http/define-route.ts";
import type { Probes } from "./probes.ts";

const area = "Sessions";
const access = "signed-in";
const params = z.object({ id: z.string().min(1).max(100) });
const ofProbe = params.extend({ probeId: z.string().min(1).max(100) });

export const probeRoutes = (probes: Probes): Route[] => [...leadingRoutes(probes), ...takingRoutes(probes)];

const leadingRoutes = (probes: Probes): Route[] => [
  defineRoute(
    {
      method: "get",
      path: "/api/sessions/:id/probes",
      summary: "Questions put to everybody, with all answers, newest first; for its facilitators",
      area,
      access,
      params,
      answer: SessionProbes,
    },
    ({ scope, params: { id } }) => probes.listProbes(scope, id),
  ),
  defineRoute(
    {
      method: "post",
      path: "/api/sessions/:id/probes",
      summary: "Put a question to its people and personas: of a survey, written now, or an earlier one again",
      area,
      access,
      params,
      status: 201,
      body: ProbeDraft,
      answer: SessionProbe,
    },
    ({ scope, params: { id }, body }) => probes.put(scope, id, body),
  ),
  defineRoute(
    {
      method: "put",
      path: "/api/sessions/:id/probes/:probeId",
      summary: "Close a question, or show its result to the people of the session",
      area,
      access,
      params: ofProbe,
      body: ProbeChange,
      answer: SessionProbes,
    },
    ({ scope, params: { id, probeId }, body }) => probes.changeProbe(scope, id, probeId, body),
  ),
  defineRoute(
    {
      method: "post",
      path: "/api/sessions/:id/probes/:probeId/personas",
      summary: "Ask the personas again that have not answered, or whose calls failed",
      area,
      access,
      params: ofProbe,
      answer: SessionProbes,
    },
    ({ scope, params: { id, probeId } }) => probes.askAgain(scope, id, probeId),
  ),
  defineRoute(
    {
      method: "get",
      path: "/api/sessions/:id/probes/:probeId/pairs",
      summary: "The answers to it by respondent, over all times that it was put",
      area,
      access,
      params: ofProbe,
      answer: PairedAnswers,
    },
    ({ scope, params: { id, probeId } }) => probes.pairProbe(scope, id, probeId),
  ),
];

const takingRoutes = (probes: Probes): Route[] => [
  defineRoute(
    {
      method: "get",
      path: "/api/sessions/:id/own-probes",
      summary: "The question that is open to me, and the last result that was shown",
      area,
      access,
      params,
      answer: OwnProbes,
    },
    ({ scope, params: { id } }) => probes.findOwnProbes(scope, id),
  ),
  defineRoute(
    {
      method: "put",
      path: "/api/sessions/:id/probes/:probeId/answer",
      summary: "Answer it, or answer it anew while it is open; null: rather not",
      area,
      access,
      params: ofProbe,
      body: ProbeAnswerGiven,
      answer: OwnProbes,
    },
    ({ scope, params: { id, probeId }, body: { answer } }) => probes.answer(scope, id, probeId, answer),
  ),
];
