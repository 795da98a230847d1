import type { z } from "zod";
import { permuteOptions } from "../../engine/survey/probe/permute-options.ts";
import { probeLanguage } from "../../engine/survey/probe/probe-words.ts";
import { writeProbeBlock } from "../../engine/survey/probe/write-probe-block.ts";
import type { PromptPreview, PromptPreviewQuery } from "../../schema/messages/survey.ts";
import { assignArms, readConditions } from "../../schema/rules/survey/conditions.ts";
import { nextProbe } from "../../schema/rules/survey/next-probe.ts";
import { textOf } from "../../schema/rules/survey/read-questions.ts";
import { findOversize } from "../../schema/rules/survey/survey-size.ts";
import { seededRandom } from "../../schema/rules/seeded-random.ts";
import { refuse } from "./surveys.ts";

/** Changes a seed, so that the order of options is independent of the arms. */
const ORDER_OF_OPTIONS = 0x6f72_6465;

/** The block of the prompt that asks the next question, as runs write it. */
export function previewPrompt({
  model,
  answers,
  seed,
  respondent,
}: z.output<typeof PromptPreviewQuery>): PromptPreview {
  const oversize = findOversize(model);
  if (oversize) throw refuse(422, oversize);
  const arms = assignArms(readConditions(model), respondent, seed);
  const probe = nextProbe(model, answers, arms);
  if (!probe) return { probe: null, arms };
  const answered = Object.keys(answers).length;
  const pattern = permuteOptions(probe.options, probe.isOrdinal, seededRandom(seed ^ ORDER_OF_OPTIONS, answered));
  const language = probeLanguage(textOf(model["locale"]));
  const { text, options } = writeProbeBlock({ probe, pattern, isFirst: answered === 0, language });
  return { probe: { id: probe.id, kind: probe.kind, text, options }, arms };
}
