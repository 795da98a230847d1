/** Labels traits over the whole pool of backstories, as a durable job (SPEC S3, O7). */
import type { EntityManager } from "@mikro-orm/postgresql";
import { z } from "zod";
import { ModelError, type ModelRequest, type TokenLogProbability } from "../../../engine/model/language-model.ts";
import { personOf, type Scope } from "../../../engine/scope/scope.ts";
import { estimateTrait, labelBackstory, type Labelling } from "../../../engine/survey/label/label-backstory.ts";
import type { LabellingWish } from "../../../schema/messages/labelling.ts";
import { message, type Message } from "../../../schema/messages/message.ts";
import type { SurveyTrait } from "../../../schema/rules/survey/standard-traits.ts";
import { defineJob, handleJob, type HandledJob, type RunningJob } from "../../jobs/define-job.ts";
import type { WorkerVoices } from "../../models/open-worker-voices.adapter.ts";
import { askOnce, BudgetUsedUp, type AskedModel } from "./ask-once.ts";
import { createGroupCommit } from "./group-commit.ts";
import { keepCostIn, keepEndIn, keepReplyIn, keepUnitIn, type Maker } from "./keep-labels.store.ts";
import type { LabellingStore, ReplyKind, Unit } from "./labelling.store.ts";

export const labelBackstoriesJob = defineJob({
  name: "label-backstories",
  version: 1,
  finishesFrom: 1,
  payload: z.object({ labellingId: z.string() }),
  checkpoint: z.object({ done: z.number() }),
  retries: 5,
  firstRetrySeconds: 5,
  timeoutSeconds: 24 * 60 * 60,
  policy: "run",
  admits: "any-number",
  concurrency: { perProcess: 2, perWorkspace: 1 },
});

/** Each asks one question after the other, so that a provider keeps the text it has read. */
const UNITS_AT_ONCE = 24;
const MAX_TOKENS = 120;
/** Providers give 20 at most. */
const TOP_TOKENS = 20;

export type LabelBackstoriesPorts = {
  store: LabellingStore;
  voices: Pick<WorkerVoices, "open">;
  /** Those of the traits that there are, as the one who asked may use them. */
  findTraits(scope: Scope, ids: readonly string[]): Promise<SurveyTrait[]>;
  now(): Date;
};

/** A labelling at work. */
type Work = {
  id: string;
  wish: LabellingWish;
  traits: ReadonlyMap<string, SurveyTrait>;
  asked: AskedModel;
  maker: Maker;
  scope: Scope;
  store: LabellingStore;
  save: RunningJob<object, { done: number }>["save"];
  done: number;
};

export const labelBackstories = ({ store, voices, findTraits, now }: LabelBackstoriesPorts): HandledJob =>
  handleJob(labelBackstoriesJob, async ({ scope: jobScope, payload: { labellingId: id }, checkpoint, save }) => {
    const found = await store.findWork(id);
    // It was deleted meanwhile.
    if (!found) return;
    const { model } = found;
    const scope: Scope = { ...jobScope, subject: { runId: id } };
    const { workspaceId } = scope;
    const traits = await findTraits(scope, found.wish.traitIds);
    const wish = { ...found.wish, traitIds: traits.map((trait) => trait.id) };
    await store.copyAmongTwins(workspaceId, wish.traitIds);
    const opened = await voices.open(scope.signal);
    try {
      const only = opened.voices.onlyModel(model);
      // Its provider may be back soon.
      if (!only) throw new ModelError("unreachable", message("model-not-ready", { route: model }));
      const work: Work = {
        id,
        wish,
        traits: new Map(traits.map((trait) => [trait.id, trait])),
        asked: {
          model: only,
          name: model,
          prices: opened.voices.prices,
          now,
          spentNano: await store.spentNano(workspaceId, id),
          heldNano: 0,
          budgetNano: wish.budgetNano,
        },
        maker: { workspaceId, ownerId: personOf(scope)!, model },
        scope,
        store,
        save,
        done: checkpoint?.done ?? 0,
      };
      const endedBy =
        (await labelUnits(work, await store.listUnits(workspaceId, id, { wish, model }))) ??
        (await labelUnits(work, await store.listComparisons(workspaceId, id, { wish, model })));
      await store.copyAmongTwins(workspaceId, wish.traitIds);
      await saveStep(work, work.done, (em) => (endedBy ? keepEndIn(em, id, endedBy) : Promise.resolve()));
    } finally {
      await opened.close();
    }
  });

const saveStep = (
  { id, asked, done, save }: Work,
  total: number,
  write: (em: EntityManager) => Promise<unknown>,
  finished = 0,
): Promise<void> =>
  save(async (em) => {
    await write(em);
    await keepCostIn(em, id, asked.spentNano);
    const now = done + finished;
    return { checkpoint: { done: now }, progress: { done: now, total } };
  });

type Item = { write(em: EntityManager): Promise<unknown>; isEnd: boolean };
type Keep = (item: Item) => Promise<void>;

/** @returns why it ended before all of them were labelled: no more may be spent; otherwise null */
async function labelUnits(work: Work, units: readonly Unit[]): Promise<Message | null> {
  if (units.length === 0) return null;
  const total = work.done + units.length;
  const keep: Keep = createGroupCommit(async (group) => {
    const finished = group.filter(({ isEnd }) => isEnd).length;
    const write = async (em: EntityManager) => {
      for (const item of group) await item.write(em);
    };
    await saveStep(work, total, write, finished);
    work.done += finished;
  });
  const failing = new AbortController();
  const scope = { ...work.scope, signal: AbortSignal.any([work.scope.signal, failing.signal]) };
  let endedBy: Message | null = null;
  const left = units.values();
  async function labelSome(): Promise<void> {
    try {
      for (const unit of left) {
        scope.signal.throwIfAborted();
        const labelled = await labelUnit(work, unit, scope, keep);
        await keep({ write: (em) => keepUnitIn(em, work.maker, work.id, unit, labelled), isEnd: true });
      }
    } catch (error) {
      // Calls in progress are paid for, and end by themselves.
      if (error instanceof BudgetUsedUp || (error instanceof ModelError && error.code === "budget"))
        endedBy = error.reason;
      else failing.abort(error);
    }
  }
  await Promise.all(Array.from({ length: Math.min(UNITS_AT_ONCE, units.length) }, labelSome));
  work.scope.signal.throwIfAborted();
  failing.signal.throwIfAborted();
  return endedBy;
}

/** A reply that was stored before a crash is not asked for again. */
async function labelUnit(work: Work, unit: Unit, scope: Scope, keep: Keep): Promise<Labelling> {
  const { asked, maker, wish, store } = work;
  const trait = work.traits.get(unit.traitId)!;
  const text = await store.findText(unit.backstoryId);
  const stored = new Map(
    (await store.listReplies(unit, maker.model)).map(({ kind, place, reply }) => [`${kind} ${place}`, reply]),
  );
  const places: Record<ReplyKind, number> = { stated: 0, sampled: 0, logprob: 0 };
  async function reply(kind: ReplyKind, request: ModelRequest): Promise<string> {
    const place = places[kind]++;
    const known = stored.get(`${kind} ${place}`);
    if (known !== undefined) return known;
    const answer = await askOnce(asked, request, scope);
    const made = kind === "logprob" ? JSON.stringify(answer.top) : answer.text;
    await keep({ write: (em) => keepReplyIn(em, maker, { ...unit, kind, place, reply: made }), isEnd: false });
    return made;
  }
  const ports = {
    ask: (content: string, temperature: 0 | 1) =>
      reply(temperature === 0 ? "stated" : "sampled", {
        messages: [{ role: "user", content }],
        maxTokens: MAX_TOKENS,
        temperature,
      }),
    estimate:
      wish.estimate === "sampled"
        ? { samples: wish.samples }
        : {
            readTop: async (prompt: string) =>
              JSON.parse(
                await reply("logprob", { prompt, maxTokens: 1, temperature: 1, topLogProbabilities: TOP_TOKENS }),
              ) as TokenLogProbability["top"],
          },
  };
  const steps = unit.isComparison ? estimateTrait(text, trait, ports) : labelBackstory(text, trait, ports);
  for (;;) {
    const step = await steps.next();
    if (step.done) return step.value;
  }
}
