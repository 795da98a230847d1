/** Labels over the whole pool: which traits there are, what labelling costs, jobs that do it (SPEC S3). */
import { routeName, type Route, type RoutedModel } from "../../../engine/model/language-model.ts";
import { priceCall } from "../../../engine/model/price/price.ts";
import { canJudge } from "../../../engine/model/skill/skill.ts";
import type { PriceTable } from "../../../engine/model/price/price-table.ts";
import { NO_USAGE } from "../../../engine/model/usage/add-usage.ts";
import { measureAgreement } from "../../../engine/survey/label/measure-agreement.ts";
import type { Scope } from "../../../engine/scope/scope.ts";
import type { JobAction } from "../../../schema/messages/job.ts";
import {
  LabellingWish,
  type AgreementList,
  type Labelling,
  type LabellingEstimate,
  type LabellingList,
} from "../../../schema/messages/labelling.ts";
import { inEnglish, message, type Message } from "../../../schema/messages/message.ts";
import { Problem } from "../../http/problem.ts";
import type { Jobs } from "../../jobs/jobs.store.ts";
import { shownProblem } from "../../messages/shown-problem.ts";
import type { Voices } from "../../models/voices.ts";
import { countWindows } from "../../../engine/survey/label/split-windows.ts";
import { labelBackstoriesJob } from "./label-backstories.job.ts";
import type { LabellingRow, LabellingStore } from "./labelling.store.ts";
import type { TraitStore } from "./trait.store.ts";
import type { Traits } from "./traits.ts";

export type LabellingsPorts = {
  store: LabellingStore;
  pairs: Pick<TraitStore, "listPairs">;
  traits: Pick<Traits, "find" | "findThose">;
  jobs: Pick<Jobs, "order" | "act">;
  voices: Pick<Voices, "modelFor" | "skillOf"> & { readonly prices: PriceTable };
  now(): Date;
};
export type PlannedLabels = { wish: LabellingWish; estimate: LabellingEstimate };
export type Labellings = ReturnType<typeof createLabellings>;

export function createLabellings({ store, pairs, traits, jobs, voices, now }: LabellingsPorts) {
  const findRow = async (scope: Scope, id: string): Promise<LabellingRow> => {
    const found = await store.find(scope, id);
    if (!found) throw refuse(404, message("no-such-labelling"));
    return found;
  };
  const find = async (scope: Scope, id: string): Promise<Labelling> => toLabelling(await findRow(scope, id));
  /** @throws Problem where some trait or a model is missing */
  async function prepare(scope: Scope, wish: LabellingWish): Promise<RoutedModel> {
    await traits.find(scope, wish.traitIds);
    const model = voices.modelFor("light");
    if (model.route.provider === "rehearsal") throw refuse(409, message("rehearsal-labels-nothing"));
    if (wish.estimate === "logprob" && !model.route.completes)
      throw refuse(409, message("no-log-probabilities", { model: routeName(model.route) }));
    return model;
  }

  async function estimate(scope: Scope, wish: LabellingWish): Promise<LabellingEstimate> {
    const { route } = await prepare(scope, wish);
    const work = await store.listWork(scope, wish, routeName(route));
    const wanted = work.filter(({ isKnown }) => !isKnown);
    const compared = Math.min(wish.compare, work.length / wish.traitIds.length) * wish.traitIds.length;
    return {
      model: routeName(route),
      isSmall: !canJudge(voices.skillOf(route)),
      hasProbabilities: route.completes ?? false,
      labels: wanted.length,
      known: work.length - wanted.length,
      ...estimateCalls(wish, wanted, compared, { prices: voices.prices, route, at: now().toISOString() }),
    };
  }

  return {
    estimate,

    /**
     * What a run labels before it matches by traits that some backstories have no label of.
     * @returns null if nobody can label them: none is a trait of the workspace, or the model was asked in vain
     * @throws Problem where no model labels
     */
    async planForRun(scope: Scope, unlabelled: readonly string[]): Promise<PlannedLabels | null> {
      const known = await traits.findThose(scope, unlabelled);
      if (known.length === 0) return null;
      const wish = LabellingWish.parse({ traitIds: known.map(({ id }) => id), onlyUnlabelled: true });
      const expected = await estimate(scope, wish);
      return expected.labels > 0 ? { wish, estimate: expected } : null;
    },

    async start(scope: Scope, wish: LabellingWish): Promise<Labelling> {
      const { route } = await prepare(scope, wish);
      const id = await store.insert(scope, wish, routeName(route));
      const ordered = await jobs.order(labelBackstoriesJob, { labellingId: id }, scope);
      if ("refused" in ordered) throw new Error(`the queue took no ${labelBackstoriesJob.name}: ${ordered.refused}`);
      await store.keepJob(scope, id, ordered.id);
      return find(scope, id);
    },

    find,
    list: async (scope: Scope): Promise<LabellingList> => ({ items: (await store.list(scope)).map(toLabelling) }),

    /** One that is not so that it could be done stays as it is. */
    async act(scope: Scope, id: string, action: JobAction): Promise<Labelling> {
      const { jobId } = await findRow(scope, id);
      if (jobId !== null) await jobs.act(scope, jobId, action);
      return find(scope, id);
    },

    agreement: async (scope: Scope): Promise<AgreementList> => ({
      items: measureAgreement(await pairs.listPairs(scope)),
    }),
  };
}

const refuse = (status: number, said: Message): Problem => new Problem(status, inEnglish(said), said);

function toLabelling({ ownerId, ownerName, jobId: _jobId, endedBy, status, problem, ...row }: LabellingRow): Labelling {
  return {
    ...row,
    owner: { userId: ownerId, name: ownerName },
    ...shownProblem(endedBy ?? problem),
    // Ended jobs are deleted after a while.
    status: status ?? "completed",
    done: row.done ?? 0,
    createdAt: new Date(row.createdAt).toISOString(),
  };
}

const LEVELS = ["low", "likely", "high"] as const;
/** Share of traits that a text states: all, half, none. */
const STATED = { low: 1, likely: 0.5, high: 0 };
const TOKENS_PER_WORD = { low: 1.2, likely: 1.35, high: 1.6 };
/** Of a prompt, besides the text. */
const QUESTION_TOKENS = 160;
const STATED_REPLY_TOKENS = { low: 15, likely: 40, high: 120 };
const SAMPLED_REPLY_TOKENS = { low: 3, likely: 6, high: 120 };
/** Of the prompts of the samples after the first, which repeat it. */
const CACHED_SHARE = { low: 0.9, likely: 0.5, high: 0 };
const WINDOW_WORDS = 900;

type Prices = { prices: PriceTable; route: Route; at: string };

function estimateCalls(
  { estimate, samples }: Pick<LabellingWish, "estimate" | "samples">,
  texts: readonly { words: number }[],
  compared: number,
  { prices, route, at }: Prices,
): Pick<LabellingEstimate, "calls" | "tokens" | "costNano"> {
  const spread = { calls: zero(), tokens: zero(), costNano: zero() };
  const words = texts.length === 0 ? 0 : texts.reduce((sum, text) => sum + text.words, 0) / texts.length;
  for (const level of LEVELS) {
    const windows = texts.reduce((sum, text) => sum + countWindows(text.words), 0);
    const estimated = texts.length * (1 - STATED[level]) + compared;
    const answers = estimate === "sampled" ? samples : 1;
    const perWord = TOKENS_PER_WORD[level];
    const windowTokens = Math.min(words, WINDOW_WORDS) * perWord + QUESTION_TOKENS;
    const textTokens = words * perWord + QUESTION_TOKENS;
    const stated = { input: windows * windowTokens, output: windows * STATED_REPLY_TOKENS[level] };
    const cached = estimated * (answers - 1) * textTokens * CACHED_SHARE[level];
    const asked = {
      input: estimated * answers * textTokens - cached,
      cached,
      output: estimated * answers * (estimate === "sampled" ? SAMPLED_REPLY_TOKENS[level] : 1),
    };
    const usage = {
      ...NO_USAGE,
      input: Math.round(stated.input + asked.input),
      cached: Math.round(cached),
      output: Math.round(stated.output + asked.output),
      exact: false,
    };
    spread.calls[level] = Math.round(windows + estimated * answers);
    spread.tokens[level] = usage.input + usage.cached + usage.output;
    spread.costNano[level] = priceCall(prices, route, usage, at).totalNano;
  }
  return spread;
}

const zero = (): Record<(typeof LEVELS)[number], number> => ({ low: 0, likely: 0, high: 0 });
