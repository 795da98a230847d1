/** What has to hold before a survey is run (SPEC S6, L7), and what it would take (L8). */
import { UnknownPrice } from "../../../engine/model/price/price.ts";
import { routeName, type Route } from "../../../engine/model/language-model.ts";
import { servesOf } from "../../../engine/model/wrappers/with-concurrency.ts";
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
import type { RunningVoices } from "../../models/voice-dependencies.ts";
import type { Voices } from "../../models/voices.ts";
import type { BackstoryPool } from "../backstory/backstory-pool.store.ts";
import type { Labellings, PlannedLabels } from "../label/labellings.ts";
import { nameTraits } from "../label/name-traits.ts";
import type { Surveys } from "../surveys.ts";
import type { Targets } from "../target/targets.ts";
import type { RunPrice, RunTokens } from "./estimate-run.ts";
import { addSpreads, bandMinutes, bandTokens } from "./estimate-effort.ts";
import type { RunRates } from "./run-rate.store.ts";
import { refuse, type Runs } from "./runs.ts";

export type LaunchPorts = {
  runs: Pick<Runs, "launch">;
  surveys: Pick<Surveys, "find">;
  targets: Pick<Targets, "findMatchable">;
  pool: Pick<BackstoryPool, "measureForRun">;
  labellings: Pick<Labellings, "planForRun">;
  voices: Pick<Voices, "modelFor" | "onlyModel"> & Pick<RunningVoices, "prices" | "openBatch" | "policies">;
  rates: Pick<RunRates, "measure">;
  billing: Pick<BillingStore, "isOn" | "readAccount">;
  budgets: { shareLeft(payer: Payer): number };
  now(): Date;
};

/** What a question or a draft is about, found. */
type Meant = { survey: Survey; target: Target; settings: RunSettings; route: Route | null; labelFirst: boolean };

export function createLaunch(ports: LaunchPorts) {
  const { surveys, targets, voices } = ports;

  async function findMeant(scope: Scope, surveyId: string, asked: RunEstimateQuestion): Promise<Meant> {
    const { surveyVersion, targetId, labelFirst, ...rest } = asked;
    const [survey, target] = await Promise.all([
      surveys.find(scope, surveyId, surveyVersion ?? null),
      targets.findMatchable(scope, targetId),
    ]);
    if (survey.problems.some(({ level }) => level === "error")) throw refuse(422, message("run-survey-not-ready"));
    const route = findRoute(voices, rest.model);
    const settings = settingsOf(rest, route);
    return {
      survey,
      target,
      settings,
      route,
      labelFirst: labelFirst && settings.method === "alterity" && route !== null,
    };
  }

  return {
    async estimate(scope: Scope, surveyId: string, question: RunEstimateQuestion): Promise<RunEstimate> {
      const meant = await findMeant(scope, surveyId, question);
      return (await estimate(scope, meant, ports)).estimate;
    },

    async launch(scope: Scope, surveyId: string, draft: RunDraft): Promise<Run> {
      const { name, budgetNano, plan, ...question } = draft;
      const meant = await findMeant(scope, surveyId, question);
      const { survey, target, settings, route } = meant;
      const wrong = plan && checkPlan(plan, readAsked(meant));
      if (wrong) throw refuse(422, wrong);
      if (!route) throw refuse(409, message(settings.model === null ? "run-no-voice" : "run-no-model"));
      const { estimate: expected, labels } = await estimate(scope, meant, ports);
      if (settings.calls === "batch" && !expected.batch)
        throw refuse(422, message("run-no-batch", { route: routeName(route) }));
      if (expected.respondents === 0) throw refuse(422, message("run-no-respondents"));
      await requireFunds(scope, settings, { isFree: expected.isFree }, ports);
      return ports.runs.launch(scope, {
        name,
        budgetNano,
        plan,
        settings,
        survey,
        target,
        labelling: labels && { wish: labels.wish, model: labels.estimate.model },
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

async function requireFunds(
  scope: Scope,
  { method }: RunSettings,
  { isFree }: Pick<RunEstimate, "isFree">,
  ports: LaunchPorts,
): Promise<void> {
  const { billing, budgets } = ports;
  const userId = personOf(scope)!;
  const on = await billing.isOn(scope);
  const { plan, balanceNano } = await billing.readAccount(scope, userId);
  const feature = method === "alterity" ? "alterity" : "demographic-forcing";
  if (!planAllows({ on, plan }, feature)) throw refuse(402, message("run-plan-lacks", { plan }));
  if (isFree) return;
  if (on && balanceNano <= 0) throw refuse(402, message("run-no-credit"));
  if (budgets.shareLeft(payerOf(scope)) <= 0) throw refuse(402, message("run-no-budget"));
}

/** `labels`: what is labelled first; null where nothing is. */
type Expected = { estimate: RunEstimate; labels: PlannedLabels | null };

async function estimate(scope: Scope, meant: Meant, ports: LaunchPorts): Promise<Expected> {
  const { survey, target, settings, route, labelFirst } = meant;
  const { pool, labellings, voices, now } = ports;
  const traitIds = [...new Set(listWanted(target.definition).flatMap((wanted) => Object.keys(wanted)))];
  const { backstories, meanWords, unlabelled } = await pool.measureForRun(scope, traitIds);
  const labels = labelFirst ? await labellings.planForRun(scope, unlabelled) : null;
  const respondents = countRespondents(settings, backstories);
  // SurveyJS takes some 0.2 s to load, which a start need not wait for.
  const { countRunTokens, priceRun } = await import("./estimate-run.ts");
  const { estimateBatch } = await import("./batch/estimate-batch.ts");
  const tokens = countRunTokens(survey.model, settings, { respondents, interviewWords: meanWords });
  const ofAnswers = () =>
    route ? priceRun(voices.prices, route, tokens, now().toISOString()) : { lowNano: 0, likelyNano: 0, highNano: 0 };
  const notes = listNotes(meant, { respondents, unlabelled, labelled: labels?.wish.traitIds ?? [] });
  try {
    const { low, likely, high } = labels?.estimate.costNano ?? { low: 0, likely: 0, high: 0 };
    const withLabels = ({ lowNano, likelyNano, highNano }: RunPrice): RunPrice => ({
      lowNano: lowNano + low,
      likelyNano: likelyNano + likely,
      highNano: highNano + high,
    });
    const batch = route && estimateBatch(survey.model, settings, { route, tokens, at: now().toISOString() }, voices);
    return {
      labels,
      estimate: {
        respondents,
        answers: tokens.answers,
        promptTokens: tokens.promptTokens,
        outputTokens: tokens.outputTokens,
        ...(await estimateEffort(scope, meant, { tokens, respondents, labels }, ports)),
        labelling: labels && { ...labels.estimate, traitIds: labels.wish.traitIds },
        ...withLabels(ofAnswers()),
        batch: batch && { ...batch, ...withLabels(batch) },
        model: route && routeName(route),
        isFree: (route?.local ?? false) && high === 0,
        notes: notes.map((said) => ({ text: inEnglish(said), message: said })),
      },
    };
  } catch (error) {
    if (error instanceof UnknownPrice) throw refuse(422, error.reason);
    throw error;
  }
}

const NOTHING = { low: 0, likely: 0, high: 0 };

async function estimateEffort(
  scope: Scope,
  { settings, route }: Meant,
  { tokens, respondents, labels }: { tokens: RunTokens; respondents: number; labels: PlannedLabels | null },
  { rates, voices }: LaunchPorts,
): Promise<Pick<RunEstimate, "tokens" | "minutes">> {
  const { calls, tokens: ofLabels } = labels?.estimate ?? { calls: NOTHING, tokens: NOTHING };
  const band = addSpreads(bandTokens(tokens), ofLabels);
  if (!route) return { tokens: band, minutes: null };
  const serves = servesOf(route);
  const { answers } = tokens;
  const minutes = bandMinutes({
    calls: addSpreads({ low: answers, likely: answers, high: answers }, calls),
    // A respondent is asked one question after the other.
    places: Math.min(voices.policies.run.places[serves], respondents),
    serves,
    rate: await rates.measure(scope, routeName(route), settings.method),
  });
  return { tokens: band, minutes };
}

/** A pool has each backstory once, and only greedy matching uses one again. */
function countRespondents({ method, matching, size }: RunSettings, backstories: number): number {
  if (method !== "alterity") return size;
  return matching === "greedy" && backstories > 0 ? size : Math.min(size, backstories);
}

type Panel = { respondents: number; unlabelled: readonly string[]; labelled: readonly string[] };

function listNotes(
  { settings, route, target: { newTraits } }: Meant,
  { respondents, unlabelled, labelled }: Panel,
): Message[] {
  const { method, model, size, temperature } = settings;
  const left = unlabelled.filter((traitId) => !labelled.includes(traitId) && !newTraits.includes(traitId));
  return [
    ...(route ? [] : [message(model === null ? "run-no-voice" : "run-no-model")]),
    ...(respondents < size ? [message("run-small-pool", { respondents, size })] : []),
    ...(newTraits.length > 0 ? [message("run-new-traits", { traits: nameTraits(newTraits) })] : []),
    ...(labelled.length > 0 ? [message("run-labels-first", { traits: nameTraits(labelled) })] : []),
    ...(method === "alterity" && left.length > 0 ? [message("run-unlabelled", { traits: nameTraits(left) })] : []),
    ...(temperature < 1 ? [message("run-cool")] : []),
  ];
}
