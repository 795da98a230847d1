/** One update of an outcome for one company: by one model call, or by rules where the rehearsal voice speaks (SPEC C2). */
import { readStructuredReply } from "../model/answers/read-structured-reply.ts";
import type { CallScope, Route, RoutedModel } from "../model/language-model.ts";
import { canJudge } from "../model/skill/skill.ts";
import type { Skill } from "../../schema/messages/voice.ts";
import type { Scope } from "../scope/scope.ts";
import type { OutcomeUpdate } from "./apply-outcome-update.ts";
import { OutcomeAnswer, readOutcomeAnswer } from "./outcome-form.ts";
import { buildOutcomeRequest, type OutcomeView } from "./outcome-prompt.ts";
import { rehearseOutcome } from "./rehearse-outcome.ts";

/** What keeps outcomes with this voice; "none": the model cannot judge, and is not asked. */
export type OutcomeKeeper = "model" | "rules" | "none";

export function keeperOf(route: Route, skillOf: (route: Route) => Skill): OutcomeKeeper {
  if (route.provider === "rehearsal") return "rules";
  return canJudge(skillOf(route)) ? "model" : "none";
}

/** @throws ModelError */
export async function makeUpdate(
  view: OutcomeView,
  model: RoutedModel,
  by: Exclude<OutcomeKeeper, "none">,
  scope: Scope,
): Promise<OutcomeUpdate> {
  if (by === "rules") return { madeBy: by, proposals: rehearseOutcome(view), removed: [] };
  const calling: CallScope = { ...scope, task: "outcome" };
  const { value } = await readStructuredReply(model, buildOutcomeRequest(view), OutcomeAnswer, calling);
  const shown = { items: view.items, turnIds: view.turns.map(({ id }) => id) };
  return { madeBy: by, ...readOutcomeAnswer(value, view.kind, shown) };
}
