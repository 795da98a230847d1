/** What proposes here: a model, a script, or nothing, as the model is too small for it (SPEC L2). */
import { routeName } from "../../engine/model/language-model.ts";
import { canJudge } from "../../engine/model/skill/skill.ts";
import type { ProposalAbility } from "../../schema/messages/panel-brief.ts";
import { Problem } from "../http/problem.ts";
import type { Voices } from "./voices.ts";

export type ProposingVoices = Pick<Voices, "modelFor" | "skillOf">;

export function proposalAbility(voices: ProposingVoices): ProposalAbility {
  const { route } = voices.modelFor("speak");
  const by = route.provider === "rehearsal" ? "rehearsal" : canJudge(voices.skillOf(route)) ? "model" : "none";
  return { by, voice: routeName(route) };
}

/** @throws Problem 409 where nothing does */
export function whatProposes(voices: ProposingVoices): "model" | "rehearsal" {
  const { by, voice } = proposalAbility(voices);
  if (by !== "none") return by;
  throw new Problem(
    409,
    `${voice} is too small to propose anything. Connect a larger model, or start from a template.`,
    {
      code: "voice-too-small",
      values: { voice },
    },
  );
}
