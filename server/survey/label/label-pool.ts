/** Labels traits over the pool of backstories: the work of a job of its own, or of a run's step (SPEC S3, S6, O7). */
import type { EntityManager } from "@mikro-orm/postgresql";
import { ModelError, type ModelRequest, type TokenLogProbability } from "../../../engine/model/language-model.ts";
import { personOf, type Scope } from "../../../engine/scope/scope.ts";
import { estimateTrait, labelBackstory, type Labelling } from "../../../engine/survey/label/label-backstory.ts";
import { message, type Message } from "../../../schema/messages/message.ts";
import type { SurveyTrait } from "../../../schema/rules/survey/standard-traits.ts";
import { JobStopped, type RunningJob } from "../../jobs/define-job.ts";
import { followStop } from "../../jobs/follow-stop.adapter.ts";
import type { RunningVoices } from "../../models/voice-dependencies.ts";
import { askOnce, BudgetUsedUp, type AskedModel } from "./ask-once.ts";
import { createGroupCommit } from "./group-commit.ts";
import { keepProgressIn, keepReplyIn, keepUnitIn, type Maker } from "./keep-labels.store.ts";
import type { LabellingRow, LabellingStore, ReplyKind, Unit } from "./labelling.store.ts";

/** Each asks one question after the other, so that a provider keeps the text it has read. */
const UNITS_AT_ONCE = 24;
const MAX_TOKENS = 120;
/** Providers give 20 at most. */
const TOP_TOKENS = 20;

export type LabelPoolPorts = {
  store: LabellingStore;
  /** Those of the traits that there are, as the one who asked may use them. */
  findTraits(scope: Scope, ids: readonly string[]): Promise<SurveyTrait[]>;
  now(): Date;
};
/** The job whose step it is: `scope` is that of its calls. */
export type LabellingJob = Pick<RunningJob<object, { done: number }>, "scope" | "save">;

/** A labelling at work. */
type Work = Pick<LabellingRow, "id" | "wish"> &
  LabellingJob & {
    traits: ReadonlyMap<string, SurveyTrait>;
    asked: AskedModel;
    maker: Maker;
    store: LabellingStore;
    done: number;
  };

/**
 * Continues where an earlier attempt stopped. When the job is to stop, calls in progress may still finish.
 * @returns `endedBy`: why it ended before everything was labelled, no more may be spent; null if nothing is left
 * @throws JobStopped, ModelError: what was labelled until then is stored
 */
export async function labelPool(
  { id, wish: wanted, model }: Pick<LabellingRow, "id" | "wish" | "model">,
  { scope, save }: LabellingJob,
  voices: Pick<RunningVoices, "onlyModel" | "prices">,
  { store, findTraits, now }: LabelPoolPorts,
): Promise<{ endedBy: Message | null; done: number }> {
  const { workspaceId } = scope;
  const traits = await findTraits(scope, wanted.traitIds);
  const wish = { ...wanted, traitIds: traits.map((trait) => trait.id) };
  await store.copyAmongTwins(workspaceId, wish.traitIds);
  const done = await store.countDone(id);
  const isAllKnown = wish.compare === 0 && (await store.listUnits(workspaceId, id, { wish, model })).length === 0;
  if (isAllKnown) return { endedBy: null, done };
  const only = voices.onlyModel(model);
  // Its provider may be back soon.
  if (!only) throw new ModelError("unreachable", message("model-not-ready", { route: model }));
  const work: Work = {
    id,
    wish,
    traits: new Map(traits.map((trait) => [trait.id, trait])),
    asked: {
      model: only,
      name: model,
      prices: voices.prices,
      now,
      spentNano: await store.spentNano(workspaceId, id),
      heldNano: 0,
      budgetNano: wish.budgetNano,
    },
    maker: { workspaceId, ownerId: personOf(scope)!, model },
    scope,
    store,
    save,
    done,
  };
  const listUnits = () => store.listUnits(workspaceId, id, { wish, model });
  const listComparisons = () => store.listComparisons(workspaceId, id, { wish, model });
  const endedBy = (await labelWhileItGoes(work, listUnits)) ?? (await labelWhileItGoes(work, listComparisons));
  await store.copyAmongTwins(workspaceId, wish.traitIds);
  return { endedBy, done: work.done };
}

type Item = { write(em: EntityManager): Promise<unknown>; isEnd: boolean };
type Keep = (item: Item) => Promise<void>;

/** Calls in progress reserve the most they may cost: what had no room beside them is tried again once they have ended. */
async function labelWhileItGoes(work: Work, list: () => Promise<Unit[]>): Promise<Message | null> {
  for (;;) {
    const before = work.done;
    const endedBy = await labelUnits(work, await list());
    if (endedBy === null || work.done === before) return endedBy;
  }
}

/** @returns why it ended before all of them were labelled: no more may be spent; otherwise null */
async function labelUnits(work: Work, units: readonly Unit[]): Promise<Message | null> {
  if (units.length === 0) return null;
  const [enough, calls] = [new AbortController(), new AbortController()];
  const stop = followStop(work.scope.signal, enough, calls);
  const scope = { ...work.scope, signal: calls.signal };
  const keep = openKeep(work, work.done + units.length);
  let endedBy: Message | null = null;
  let problem: unknown = null;
  const left = units.values();
  async function labelSome(): Promise<void> {
    try {
      for (const unit of left) {
        const labelled = await labelUnit(work, unit, { scope, enough: enough.signal, keep });
        await keep({ write: (em) => keepUnitIn(em, work.maker, work.id, unit, labelled), isEnd: true });
        enough.signal.throwIfAborted();
      }
    } catch (error) {
      // Calls in progress are paid for, and end by themselves.
      if (error instanceof BudgetUsedUp || (error instanceof ModelError && error.code === "budget"))
        endedBy = error.reason;
      else {
        problem ??= error;
        enough.abort(error);
      }
    }
  }
  await Promise.all(Array.from({ length: Math.min(UNITS_AT_ONCE, units.length) }, labelSome));
  stop.end();
  work.scope.signal.throwIfAborted();
  if (problem !== null) throw problem;
  return endedBy;
}

/** Stores replies and labels with how far the job is, as many at a time as there are. */
const openKeep = (work: Work, total: number): Keep =>
  createGroupCommit(async (group) => {
    const done = work.done + group.filter(({ isEnd }) => isEnd).length;
    const stored = work.save(async (em) => {
      for (const item of group) await item.write(em);
      await keepProgressIn(em, work.id, { costNano: work.asked.spentNano, total });
      return { checkpoint: { done }, progress: { done, total } };
    });
    await stored.catch((error: unknown) => {
      // It is stored, and what calls in progress bring is paid for, too.
      if (!(error instanceof JobStopped) || error.reason === "taken-over") throw error;
    });
    work.done = done;
  });

type Calling = { scope: Scope; enough: AbortSignal; keep: Keep };

/** A reply that was stored before a crash is not asked for again. */
async function labelUnit(work: Work, unit: Unit, { scope, enough, keep }: Calling): Promise<Labelling> {
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
    enough.throwIfAborted();
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
