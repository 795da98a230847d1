/** The plan of a session proposed for a brief; nothing of it is made (SPEC C9). */
import { ModelError } from "../../../engine/model/language-model.ts";
import { proposeSession } from "../../../engine/mind/propose/propose-session.ts";
import { rehearseSession } from "../../../engine/mind/propose/rehearse-session.ts";
import { ProposalAbility } from "../../../schema/messages/panel-brief.ts";
import { SessionBrief, SessionProposal } from "../../../schema/messages/session-proposal.ts";
import { scopeOfCaller } from "../../account/caller-scope.ts";
import { toModelProblem } from "../../chat/to-voice-problem.ts";
import { defineRoute, type Route } from "../../http/define-route.ts";
import { createRateLimit } from "../../http/rate-limit.middleware.ts";
import { proposalAbility, whatProposes, type ProposingVoices } from "../../models/proposal-ability.ts";
import type { CreateLimiter } from "../../redis/create-limiters.adapter.ts";

const area = "Sessions";
const access = ["facilitator", "admin"] as const;
const path = "/api/sessions/proposals";
const PROPOSALS_PER_HOUR = 30;

export function sessionProposalRoutes(voices: ProposingVoices, createLimiter: CreateLimiter): Route[] {
  const proposals = createRateLimit(createLimiter("proposed-sessions", PROPOSALS_PER_HOUR, 3600));
  return [
    defineRoute(
      {
        method: "get",
        path,
        summary: "What proposes a session for a brief here: a model, a script, or nothing, as the model is too small",
        area,
        access,
        answer: ProposalAbility,
      },
      async () => proposalAbility(voices),
    ),
    defineRoute(
      {
        method: "post",
        path,
        summary: "Topic, guide, people and questions for a brief, to be edited; nothing is made",
        area,
        access,
        body: SessionBrief,
        answer: SessionProposal,
      },
      async ({ caller, body, signal }) => {
        const by = whatProposes(voices);
        await proposals.count(caller.userId);
        if (by === "rehearsal") return rehearseSession(body);
        const scope = { ...scopeOfCaller(caller, signal), task: "propose" as const };
        return proposeSession(body, voices.modelFor("speak"), scope).catch((error: unknown) => {
          throw error instanceof ModelError ? toModelProblem(error) : error;
        });
      },
    ),
  ];
}
