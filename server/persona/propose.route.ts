/** People proposed for a brief, to be edited before they exist (SPEC M2). */
import { proposePanel } from "../../engine/mind/propose/propose-panel.ts";
import { rehearsePanel } from "../../engine/mind/propose/rehearse-panel.ts";
import { ModelError } from "../../engine/model/language-model.ts";
import { PanelBrief, Proposal, ProposalAbility } from "../../schema/messages/panel-brief.ts";
import { scopeOfCaller } from "../account/caller-scope.ts";
import { toModelProblem } from "../chat/to-voice-problem.ts";
import { defineRoute, type Route } from "../http/define-route.ts";
import { createRateLimit } from "../http/rate-limit.middleware.ts";
import { proposalAbility, whatProposes, type ProposingVoices } from "../models/proposal-ability.ts";
import type { CreateLimiter } from "../redis/create-limiters.adapter.ts";

const area = "Personas";
const access = "signed-in";
const PANELS_PER_HOUR = 30;

export function proposeRoutes(voices: ProposingVoices, createLimiter: CreateLimiter): Route[] {
  const panels = createRateLimit(createLimiter("proposed-panels", PANELS_PER_HOUR, 3600));
  return [
    defineRoute(
      {
        method: "get",
        path: "/api/personas/proposals",
        summary: "What proposes people for a brief here: a model, a script, or nothing, as the model is too small",
        area,
        access,
        answer: ProposalAbility,
      },
      async () => proposalAbility(voices),
    ),
    defineRoute(
      {
        method: "post",
        path: "/api/personas/proposals",
        summary: "People who would care about a brief and differ, one a line, as they come; nobody is made",
        area,
        access,
        body: PanelBrief,
        lines: Proposal,
      },
      async ({ caller, body, signal }) => {
        const by = whatProposes(voices);
        await panels.count(caller.userId);
        if (by === "rehearsal") return linesOf(rehearsePanel(body));
        const scope = { ...scopeOfCaller(caller, signal), task: "propose" as const };
        return orProblem(proposePanel(body, voices.modelFor("speak"), scope));
      },
    ),
  ];
}

/** A failure before the first person is answered as a problem; after it, those who came stay, and the stream breaks off. */
async function* orProblem(proposals: AsyncIterable<Proposal>): AsyncGenerator<Proposal> {
  let hasBegun = false;
  try {
    for await (const proposal of proposals) {
      hasBegun = true;
      yield proposal;
    }
  } catch (error) {
    if (hasBegun || !(error instanceof ModelError)) throw error;
    throw toModelProblem(error);
  }
}

async function* linesOf<Line>(lines: readonly Line[]): AsyncGenerator<Line> {
  yield* lines;
}
