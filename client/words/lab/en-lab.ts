/** Every English text of the survey lab, by tab; fetched when it is opened. */
import { enBaselines } from "./en-baselines.ts";
import { enFigure } from "./en-figure.ts";
import { enLabels } from "./en-labels.ts";
import { enInterviews } from "./en-interviews.ts";
import { enPlan } from "./en-plan.ts";
import { enRespondents } from "./en-respondents.ts";
import { enResults } from "./en-results.ts";
import { enRuns } from "./en-runs.ts";
import { enStart } from "./en-start.ts";
import { enSurveys } from "./en-surveys.ts";
import { enTargets } from "./en-targets.ts";
import { enTraits } from "../../../schema/rules/survey/traits-in-english.ts";

export const enLab = {
  tabs: { surveys: "Surveys", respondents: "Respondents", targets: "Targets", runs: "Runs" },
  surveys: enSurveys,
  respondents: enRespondents,
  labels: enLabels,
  interviews: enInterviews,
  targets: enTargets,
  traits: enTraits,
  figure: enFigure,
  start: enStart,
  results: enResults,
  runs: enRuns,
  baselines: enBaselines,
  plan: enPlan,
};
