/** Chooses whom a run asks (SPEC S4, S6): for interviews a matched panel, for other methods the people of the target. */
import { drawPanelPeople } from "../../../engine/survey/match/match-panel.ts";
import type { Scope } from "../../../engine/scope/scope.ts";
import { message } from "../../../schema/messages/message.ts";
import type { MatchReport, MatchedPair } from "../../../schema/messages/target.ts";
import { assignArms, readConditions } from "../../../schema/rules/survey/conditions.ts";
import { readQuestions } from "../../../schema/rules/survey/read-questions.ts";
import { seededRandom } from "../../../schema/rules/seeded-random.ts";
import { matchInWorker } from "../target/match-in-worker.adapter.ts";
import { RunPaused } from "./run-paused.ts";
import type { RunJob, RunPorts } from "./run-ports.ts";
import type { NewRespondent, RunAtWork } from "./run-work.store.ts";

type Panel = { report: MatchReport | null; members: Member[] };
type Member = Pick<MatchedPair, "wanted"> & Partial<Omit<MatchedPair, "wanted">>;

/** Does nothing if an earlier attempt did it. */
export async function choosePanel(runId: string, job: RunJob, { work, pool }: RunPorts): Promise<void> {
  const run = (await work.find(runId))!;
  if (run.total !== null) return;
  await job.save(async (em) => {
    await work.beginIn(em, runId, "MATCHING");
    return { checkpoint: { done: 0 }, progress: { done: 0, total: null }, isProgress: false };
  });
  const panel = await findMembers(run, job.scope, await pool.listLabelled(job.scope));
  if (panel.members.length === 0) throw new RunPaused(message("run-no-respondents"));
  const respondents = panel.members.map((member, ordinal) => toRespondent(run, member, ordinal));
  const total = respondents.length * run.settings.repeats * countProbes(run);
  await job.save(async (em) => {
    await work.keepPanelIn(em, runId, { respondents, report: panel.report, total });
    return { checkpoint: { done: 0 }, progress: { done: 0, total } };
  });
}

async function findMembers(
  { target: definition, settings }: RunAtWork,
  scope: Scope,
  labelled: Awaited<ReturnType<RunPorts["pool"]["listLabelled"]>>,
): Promise<Panel> {
  const { method, matching, size, seed } = settings;
  if (method !== "alterity") {
    const people = drawPanelPeople(labelled, definition, { size, seed });
    return {
      report: null,
      members: people.flatMap(({ wanted, places }) => Array.from({ length: places }, () => ({ wanted }))),
    };
  }
  const wish = { method: matching, size, seed };
  for await (const step of matchInWorker({ pool: labelled, definition, wish }, scope.signal))
    if ("panel" in step) return { report: step.panel.report, members: step.panel.pairs };
  throw new Error("matching ended without a panel");
}

const LARGEST_SEED = 0x7fff_ffff;

const toRespondent = ({ survey, settings }: RunAtWork, member: Member, ordinal: number): NewRespondent => ({
  ordinal,
  backstoryId: member.backstoryId ?? null,
  weight: member.weight ?? null,
  rakingWeight: member.rakingWeight ?? null,
  traits: member.wanted,
  arms: assignArms(readConditions(survey), ordinal, settings.seed),
  seed: Math.floor(seededRandom(settings.seed, ordinal)() * LARGEST_SEED),
});

const countProbes = ({ survey }: RunAtWork): number =>
  readQuestions(survey).reduce((count, { rows }) => count + Math.max(1, rows.length), 0);
