/** Labels a trait of one backstory while a person waits (SPEC S3). */
import {
  ModelError,
  routeName,
  type CallScope,
  type Route,
  type RoutedModel,
} from "../../../engine/model/language-model.ts";
import { labelBackstory } from "../../../engine/survey/label/label-backstory.ts";
import type { BackstoryView, LabelLine } from "../../../schema/messages/backstory.ts";
import { STANDARD_TRAITS } from "../../../schema/rules/survey/standard-traits.ts";
import { toModelProblem } from "../../chat/to-voice-problem.ts";
import { Problem } from "../../http/problem.ts";
import type { BackstoryPool } from "./backstory-pool.store.ts";

/** The standard error of a share is at most 0.16: enough to read by, and a person waits. */
const SAMPLES = 10;
const MAX_TOKENS = 120;

export type LabelOnePorts = { pool: Pick<BackstoryPool, "keepLabel">; model: RoutedModel; scope: CallScope };

export async function* labelOne(
  { id, answers, labels }: BackstoryView,
  traitId: string,
  { pool, model, scope }: LabelOnePorts,
): AsyncGenerator<LabelLine> {
  const known = labels[traitId];
  if (known && known.model === routeName(model.route)) return yield { label: known, refused: {} };
  refuseRehearsal(model.route);
  let answered = model.route;
  const ask = async (prompt: string, temperature: 0 | 1): Promise<string> => {
    let text = "";
    const request = { messages: [{ role: "user" as const, content: prompt }], maxTokens: MAX_TOKENS, temperature };
    for await (const event of model.stream(request, scope))
      if (event.type === "text-delta") text += event.text;
      else answered = event.route ?? answered;
    refuseRehearsal(answered);
    return text;
  };
  const text = answers.map(({ question, answer }) => `${question}\n${answer}`).join("\n\n");
  const trait = STANDARD_TRAITS.find((each) => each.id === traitId)!;
  const steps = labelBackstory(text, trait, { ask, estimate: { samples: SAMPLES } });
  for (;;) {
    const step = await steps.next().catch((error: unknown) => {
      throw error instanceof ModelError ? toModelProblem(error) : error;
    });
    if (!step.done) {
      yield step.value;
      continue;
    }
    const { label, refused } = step.value;
    const made = label && { ...label, model: routeName(answered) };
    if (made) await pool.keepLabel(scope, id, traitId, made);
    return yield { label: made, refused };
  }
}

/** Its script knows nothing of the text. */
function refuseRehearsal(route: Route): void {
  if (route.provider === "rehearsal")
    throw new Problem(409, "The rehearsal voice labels nothing. Connect a model first.", {
      code: "rehearsal-labels-nothing",
    });
}
