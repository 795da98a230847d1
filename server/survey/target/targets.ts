/** Targets of a workspace, and panels matched to them (SPEC S1, S4), for its facilitators and admins together. */
import type { Principal } from "../../../engine/scope/scope.ts";
import { inEnglish, message, verbatim, type Message } from "../../../schema/messages/message.ts";
import { isSufficient } from "../../../engine/survey/match/trait-fit.ts";
import { proposePeople } from "../../../engine/survey/interview/propose-people.ts";
import {
  MOST_RESPONDENTS,
  type MissingPeople,
  type MatchWish,
  type PairPage,
  type PairQuery,
  type PanelMatch,
  type PanelMatches,
  type Target,
  type TargetChange,
  type TargetDefinition,
  type TargetDraft,
  type TargetPage,
} from "../../../schema/messages/target.ts";
import { checkTarget, listTargetValues } from "../../../schema/rules/survey/check-target.ts";
import { Problem } from "../../http/problem.ts";
import type { Jobs } from "../../jobs/jobs.store.ts";
import { shownProblem } from "../../messages/shown-problem.ts";
import type { Traits } from "../label/traits.ts";
import { matchPanelJob } from "./match-panel.job.ts";
import { MAX_TARGETS, type FoundTarget, type MatchRow, type TargetStore } from "./target.store.ts";

export type Targets = ReturnType<typeof createTargets>;

export function createTargets(
  store: TargetStore,
  jobs: Pick<Jobs, "order" | "act">,
  traits: Pick<Traits, "findThose">,
) {
  const check = async (scope: Principal, definition: TargetDefinition) =>
    checkTarget(definition, await traits.findThose(scope, [...listTargetValues(definition).keys()]));
  /** Throws an error that lists the values of a trait of which it wants another one. */
  const requireValues = async (scope: Principal, definition: TargetDefinition): Promise<void> => {
    const { wrong } = await check(scope, definition);
    if (!wrong) return;
    const values = wrong.trait.values.map(({ id }) => verbatim(id));
    throw refuse(422, message("target-no-such-value", { trait: wrong.trait.id, value: wrong.value, values }));
  };
  const find = async (scope: Principal, id: string): Promise<Target> => {
    const row = await findRow(store, scope, id);
    return { ...toTarget(row), newTraits: (await check(scope, row.definition)).newTraits };
  };
  return {
    find,
    /** One that can be matched: a trait may have got its values after it was saved. */
    async findMatchable(scope: Principal, id: string): Promise<Target> {
      const target = await find(scope, id);
      await requireValues(scope, target.definition);
      return target;
    },
    ...keepTargets(store, { find, requireValues }),
    ...matchTargets(store, jobs, requireValues),
  };
}

type RequireValues = (scope: Principal, definition: TargetDefinition) => Promise<void>;

function keepTargets(
  store: TargetStore,
  { find, requireValues }: { find: (scope: Principal, id: string) => Promise<Target>; requireValues: RequireValues },
) {
  return {
    async list(
      scope: Principal,
      { cursor, limit }: { cursor?: string | undefined; limit: number },
    ): Promise<TargetPage> {
      const rows = await store.list(scope, cursor || undefined, limit + 1);
      const shown = rows.slice(0, limit);
      return { items: shown.map(toTarget), next: rows.length > limit ? shown.at(-1)!.id : null };
    },

    async create(scope: Principal, draft: TargetDraft): Promise<Target> {
      await requireValues(scope, draft.definition);
      const id = await store.insert(scope, draft);
      if (id === null) throw refuse(409, message("target-limit", { count: MAX_TARGETS }));
      return find(scope, id);
    },

    async change(scope: Principal, id: string, change: TargetChange): Promise<Target> {
      await requireValues(scope, change.definition);
      if (!(await store.change(scope, id, change))) {
        const { name } = await findRow(store, scope, id);
        throw refuse(409, message("target-changed", { name }));
      }
      return find(scope, id);
    },

    async remove(scope: Principal, id: string): Promise<void> {
      const { ownerName } = await findRow(store, scope, id);
      if (!(await store.remove(scope, id))) throw refuse(403, message("target-not-yours", { owner: ownerName }));
    },
  };
}

function matchTargets(store: TargetStore, jobs: Pick<Jobs, "order" | "act">, requireValues: RequireValues) {
  const findMatchRow = async (scope: Principal, targetId: string, id: string): Promise<MatchRow> => {
    const found = await store.findMatch(scope, targetId, id);
    if (!found) throw refuse(404, message("no-such-match"));
    return found;
  };
  const findMatch = async (scope: Principal, targetId: string, id: string): Promise<PanelMatch> =>
    toMatch(await findMatchRow(scope, targetId, id));
  return {
    findMatch,

    async match(scope: Principal, targetId: string, wish: MatchWish): Promise<PanelMatch> {
      await requireValues(scope, (await findRow(store, scope, targetId)).definition);
      const matchId = await store.insertMatch(scope, targetId, wish);
      if (matchId === null) throw refuse(404, message("no-such-target"));
      const ordered = await jobs.order(matchPanelJob, { matchId }, scope);
      if ("refused" in ordered) throw new Error(`the queue took no ${matchPanelJob.name}: ${ordered.refused}`);
      await store.keepJob(scope, matchId, ordered.id);
      return findMatch(scope, targetId, matchId);
    },

    async listMatches(scope: Principal, targetId: string): Promise<PanelMatches> {
      await findRow(store, scope, targetId);
      return { items: (await store.listMatches(scope, targetId)).map(toMatch) };
    },

    async listPairs(
      scope: Principal,
      { targetId, id, ...query }: PairQuery & { targetId: string; id: string },
    ): Promise<PairPage> {
      await findMatchRow(scope, targetId, id);
      return store.listPairs(scope, id, query);
    },

    /** Whom to interview, so that the next panel fits better; nobody while it is being matched. */
    async listMissing(scope: Principal, targetId: string, id: string): Promise<MissingPeople> {
      const { report } = await findMatchRow(scope, targetId, id);
      const { items } = await store.listPairs(scope, id, { from: 0, limit: MOST_RESPONDENTS });
      const thin = items.filter(({ weight, wanted }) => !isSufficient(weight, Object.keys(wanted).length));
      return proposePeople(thin, report ? report.places - report.matched : 0);
    },

    /** One that has ended stays as it is. */
    async cancelMatch(scope: Principal, targetId: string, id: string): Promise<PanelMatch> {
      const { jobId } = await findMatchRow(scope, targetId, id);
      if (jobId !== null) await jobs.act(scope, jobId, "cancel");
      return findMatch(scope, targetId, id);
    },
  };
}

async function findRow(store: TargetStore, scope: Principal, id: string): Promise<FoundTarget> {
  const found = await store.find(scope, id);
  if (!found) throw refuse(404, message("no-such-target"));
  return found;
}

const refuse = (status: number, said: Message): Problem => new Problem(status, inEnglish(said), said);

const toTarget = <Row extends { ownerId: string; ownerName: string; updatedAt: Date | string }>({
  ownerId,
  ownerName,
  updatedAt,
  ...row
}: Row) => ({
  ...row,
  owner: { userId: ownerId, name: ownerName },
  updatedAt: new Date(updatedAt).toISOString(),
});

/** A job that was deleted without a panel had been cancelled, or had failed: it can be asked for again. */
const toMatch = ({
  jobId: _jobId,
  isBeingOrdered,
  status,
  done,
  problem,
  isDone,
  createdAt,
  ...row
}: MatchRow): PanelMatch => ({
  ...row,
  ...shownProblem(problem),
  status: isDone ? "completed" : (status ?? (isBeingOrdered ? "queued" : "cancelled")),
  done: isDone ? row.wish.size : (done ?? 0),
  createdAt: new Date(createdAt).toISOString(),
});
