/** Every German text of the survey lab, by tab; fetched when it is opened. */
import { deBaselines } from "./de-baselines.ts";
import { deFigure } from "./de-figure.ts";
import { deLabels } from "./de-labels.ts";
import { deInterviews } from "./de-interviews.ts";
import { dePlan } from "./de-plan.ts";
import { deRespondents } from "./de-respondents.ts";
import { deResults } from "./de-results.ts";
import { deRuns } from "./de-runs.ts";
import { deStart } from "./de-start.ts";
import { deSurveys } from "./de-surveys.ts";
import { deTargets } from "./de-targets.ts";
import { deTraits } from "../../../schema/rules/survey/traits-in-german.ts";

export const deLab = {
  tabs: { surveys: "Umfragen", respondents: "Befragte", targets: "Zielgruppen", runs: "Durchläufe" },
  surveys: deSurveys,
  respondents: deRespondents,
  labels: deLabels,
  interviews: deInterviews,
  targets: deTargets,
  traits: deTraits,
  figure: deFigure,
  start: deStart,
  results: deResults,
  runs: deRuns,
  baselines: deBaselines,
  plan: dePlan,
};
