/** Everything by which a run can be repeated, and what became of it, to compare (SPEC S9). */
import { z } from "zod";
import { AnalysisPlan } from "./analysis-plan.ts";
import { RunSettings, RunStatus } from "./run.ts";
import { SurveyModel } from "./survey.ts";
import { TargetDefinition } from "./target.ts";

const count = z.number().int().nonnegative();
/** SHA-256, hexadecimal; null of nothing. */
const Hash = z.string().nullable();

/** `prompts` and `answers`: of those of all respondents, in order, so that equal ones can be told at a glance. */
export const ManifestProbe = z.object({
  id: z.string(),
  answered: count,
  refused: count,
  unclear: count,
  failed: count,
  prompts: Hash,
  answers: Hash,
  /** By answer as JSON, how often it was given; empty where most differ, as of open questions. */
  counts: z.record(z.string(), count),
});
export type ManifestProbe = z.infer<typeof ManifestProbe>;

export const RunManifest = z.object({
  format: z.literal("dramatis-run-1"),
  /** No answer is a person's. */
  isSimulated: z.literal(true),
  /** Of Dramatis. */
  version: z.string(),
  run: z.object({
    id: z.string(),
    name: z.string(),
    status: RunStatus,
    createdAt: z.string(),
    endedAt: z.string().nullable(),
  }),
  survey: z.object({ id: z.string(), version: count, name: z.string(), model: SurveyModel }),
  target: z.object({ id: z.string(), version: count, name: z.string(), definition: TargetDefinition }),
  settings: RunSettings,
  plan: AnalysisPlan.nullable(),
  /** `hash`: of who they are, in order: backstories, traits, arms and seeds. */
  respondents: z.object({ count, hash: Hash }),
  models: z.array(z.object({ model: z.string(), answers: count })),
  /** In the order in which they were asked. */
  probes: z.array(ManifestProbe),
});
export type RunManifest = z.infer<typeof RunManifest>;
