/** What has to hold before a survey is run (SPEC S6, L7), and what it would take (L8). */
import { UnknownPrice } from "../../../engine/model/price/price.ts";
import { routeName, type Route } from "../../../engine/model/language-model.ts";
import type { PriceTable } from "../../../engine/model/price/price-table.ts";
import { payerOf, personOf, type Payer, type Scope } from "../../../engine/scope/scope.ts";
import { inEnglish, message, type Message } from "../../../schema/messages/message.ts";
import type { Run, RunDraft, RunEstimate, RunEstimateQuestion, RunSettings } from "../../../schema/messages/run.ts";
import type { Survey } from "../../../schema/messages/survey.ts";
import type { Target } from "../../../schema/messages/target.ts";
import { checkPlan, type PlannedOf } from "../../../schema/rules/survey/plan/check-plan.ts";
import { listProbes } from "../../../schema/rules/survey/list-probes.ts";
import { readConditions } from "../../../schema/rules/survey/conditions.ts";
import { listWanted } from "../../../engine/survey/match/target-people.ts";
import type { BillingStore } from "../../budget/billing.store.ts";
import { planAllows } from "../../budget/plan-allows.ts";
import type { Voices } from "../../models/voices.ts";
import type { BackstoryPool } from "../backstory/backstory-pool.store.ts";
import type { Surveys } from "../surveys.ts";
import type { Targets } from "../target/targets.ts";
import { refuse, type Runs } from "./runs.ts";

export type LaunchPorts = {
  runs: Pick<Runs, "launch">;
  surveys: Pick<Surveys, "find">;
  targets: Pick<Targets, "find">;
  pool: Pick<BackstoryPool, "measureForRun">;
  voices: Pick<Voices, "modelFor" | "onlyModel"> & { readonly prices: PriceTable };
  billing: Pick<BillingStore, "isOn" | "readAccount">;
  budgets: { shareLeft(payer: Payer): number };
  now(): Date;
};

/** What a question or a draft is about, found. */
type Meant = { survey: Survey; target: Target; settings: RunSettings; route: Route | null };

export function createLaunch(ports: LaunchPorts) {
  const { surveys, targets, voices } = ports;

  async function findMeant(scope: Scope, surveyId: string, asked: RunEstimateQuestion): Promise<Meant> {
    const { surveyVersion, targetId, ...rest } = asked;
    const [survey, target] = await Promise.all([
      surveys.find(scope, surveyId, surveyVersion ?? null),
      targets.find(scope, targetId),
    ]);
    if (survey.problems.some(({ level }) => level === "error")) throw refuse(422, message("run-survey-not-ready"));
    const route = findRoute(voices, rest.model);
    return { survey, target, settings: settingsOf(rest, route), route };
  }

  return {
    async estimate(scope: Scope, surveyId: string, question: RunEstimateQuestion): Promise<RunEstimate> {
      const meant = await findMeant(scope, surveyId, question);
      return estimate(scope, meant, ports);
    },

    async launch(scope: Scope, surveyId: string, draft: RunDraft): Promise<Run> {
      const { name, budgetNano, plan, ...question } = draft;
      const meant = await findMeant(scope, surveyId, question);
      const { survey, target, settings, route } = meant;
      const wrong = plan && checkPlan(plan, readAsked(meant));
      if (wrong) throw refuse(422, wrong);
      if (!route) throw refuse(409, message(settings.model === null ? "run-no-voice" : "run-no-model"));
      const { respondents } = await estimate(scope, meant, ports);
      if (respondents === 0) throw refuse(422, message("run-no-respondents"));
      await requireFunds(scope, settings, route, ports);
      return ports.runs.launch(scope, {
        name,
        budgetNano,
        plan,
        settings,
        survey,
        target,
      });
    },
  };
}

/** What a plan may name. */
const readAsked = ({ survey, target }: Meant): PlannedOf => ({
  probes: listProbes(survey.model),
  conditions: readConditions(survey.model),
  wanted: listWanted(target.definition),
});

/** The rehearsal voice is none: its script knows nothing of respondents. */
function findRoute(voices: LaunchPorts["voices"], wanted: string | null): Route | null {
  const route = wanted === null ? voices.modelFor("speak").route : (voices.onlyModel(wanted)?.route ?? null);
  return route?.provider === "rehearsal" ? null : route;
}

/** The voice of now is the run's from now on, whichever speaks in the place later. */
const settingsOf = (settings: RunSettings, route: Route | null): RunSettings => ({
  ...settings,
  model: route ? routeName(route) : settings.model,
});

async function requireFunds(scope: Scope, { method }: RunSettings, route: Route, ports: LaunchPorts): Promise<void> {
  const { billing, budgets } = ports;
  const userId = personOf(scope)!;
  const on = await billing.isOn(scope);
  const { plan, balanceNano } = await billing.readAccount(scope, userId);
  const feature = method === "alterity" ? "alterity" : "demographic-forcing";
  if (!planAllows({ on, plan }, feature)) throw refuse(402, message("run-plan-lacks", { plan }));
  if (route.local) return;
  if (on && balanceNano <= 0) throw refuse(402, message("run-no-credit"));
  if (budgets.shareLeft(payerOf(scope)) <= 0) throw refuse(402, message("run-no-budget"));
}

async function estimate(scope: Scope, { survey, target, settings, route }: Meant, ports: LaunchPorts) {
  const { pool, voices, now } = ports;
  const traitIds = [...new Set(listWanted(target.definition).flatMap((wanted) => Object.keys(wanted)))];
  const { backstories, meanWords, unlabelled } = await pool.measureForRun(scope, traitIds);
  const respondents = countRespondents(settings, backstories);
  // SurveyJS takes some 0.2 s to load, which a start need not wait for.
  const { countRunTokens, priceRun } = await import("./estimate-run.ts");
  const tokens = countRunTokens(survey.model, settings, { respondents, interviewWords: meanWords });
  const price = (): Pick<RunEstimate, "lowNano" | "likelyNano" | "highNano"> =>
    route ? priceRun(voices.prices, route, tokens, now().toISOString()) : { lowNano: 0, likelyNano: 0, highNano: 0 };
  const notes = listNotes(settings, route, { respondents, unlabelled });
  try {
    return {
      respondents,
      answers: tokens.answers,
      promptTokens: tokens.promptTokens,
      outputTokens: tokens.outputTokens,
      ...price(),
      model: route && routeName(route),
      isFree: route?.local ?? false,
      notes: notes.map((said) => ({ text: inEnglish(said), message: said })),
    };
  } catch (error) {
    if (error instanceof UnknownPrice) throw refuse(422, error.reason);
    throw error;
  }
}

/** A pool has each backstory once, and only greedy matching uses one again. */
function countRespondents({ method, matching, size }: RunSettings, backstories: number): number {
  if (method !== "alterity") return size;
  return matching === "greedy" && backstories > 0 ? size : Math.min(size, backstories);
}

type Panel = { respondents: number; unlabelled: readonly string[] };

function listNotes(settings: RunSettings, route: Route | null, { respondents, unlabelled }: Panel): Message[] {
  const { method, model, size, temperature } = settings;
  return [
    ...(route ? [] : [message(model === null ? "run-no-voice" : "run-no-model")]),
    ...(respondents < size ? [message("run-small-pool", { respondents, size })] : []),
    ...(method === "alterity" && unlabelled.length > 0
      ? [message("run-unlabelled", { traits: unlabelled.join(", ") })]
      : []),
    ...(temperature < 1 ? [message("run-cool")] : []),
  ];
}
