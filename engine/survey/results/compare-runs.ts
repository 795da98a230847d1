/** Two runs that asked the same respondents: what changed from one to the other, effect sizes first (SPEC S7). */
import type { RunChanges } from "../../../schema/messages/run-changes.ts";
import { seededRandom } from "../../../schema/rules/seeded-random.ts";
import type { AskedProbe } from "../../../schema/rules/survey/list-probes.ts";
import { canBeCompared, pairTestsOf } from "../../../schema/rules/survey/plan/comparable.ts";
import { adjustByHolm } from "../statistics/holm.ts";
import { encodeAnswers } from "./answer-column.ts";
import { comparePairs } from "./compare-pairs.ts";
import { openPanel } from "./panel.ts";
import type { ResultAnswer, ResultRespondent } from "./results-input.ts";

export type ComparedRun = {
  runId: string;
  probes: readonly AskedProbe[];
  respondents: readonly ResultRespondent[];
  answers: readonly ResultAnswer[];
};

const DRAWS = 1_000;
const STREAMS = { draws: 0, tests: 1 };

/** The same runs and seed give the same document. */
export function compareRuns(before: ComparedRun, after: ComparedRun, seed: number): RunChanges {
  const pairs = pairRespondents(before.respondents, after.respondents);
  const panel = openPanel(
    pairs.map(([respondent], ordinal) => ({ ...respondent, ordinal })),
    DRAWS,
    seededRandom(seed, STREAMS.draws),
  );
  const random = seededRandom(seed, STREAMS.tests);
  const [first, second] = [answersOfPairs(before, pairs, 0), answersOfPairs(after, pairs, 1)];
  const compared = pairs.length === 0 ? [] : listAlike(before.probes, after.probes);
  const questions = compared.map((probe) => {
    const given = [first, second].map((answers) => answers.get(probe.id) ?? []);
    const numbers = given.flat().flatMap(({ answer }) => (typeof answer === "number" ? answer : []));
    const [left, right] = given.map((answers) => encodeAnswers(probe, answers, numbers));
    return { probe, parts: comparePairs(left!, right!, { panel, random, permutes: false }) };
  });
  const decides = questions.map(
    ({ probe, parts }) => parts.tests.find(({ id }) => id === pairTestsOf(probe)[0]) ?? null,
  );
  const adjusted = adjustByHolm(decides.map((test) => test?.p ?? null));
  return {
    before: before.runId,
    after: after.runId,
    isSimulated: true,
    pairs: pairs.length,
    respondents: { before: before.respondents.length, after: after.respondents.length },
    questions: questions.map(({ probe, parts: { groups, differences, effects, tests } }, place) => ({
      probe: probe.id,
      title: probe.title,
      options: probe.options.map(({ value, text }) => ({ value, text })),
      both: groups[0]!.n,
      groups: groups.map(({ n, figures }) => ({ n, figures })),
      differences,
      effects,
      tests: tests.map((test) => (test === decides[place] ? { ...test, adjustedP: adjusted[place]! } : test)),
    })),
    seed,
    draws: DRAWS,
  };
}

type Pair = readonly [before: ResultRespondent, after: ResultRespondent];

/**
 * Those of the same backstory that stand for the same person wanted; of several that do, in their order. Without a
 * backstory nobody is the same: whoever is described alike is anybody of that kind.
 */
function pairRespondents(before: readonly ResultRespondent[], after: readonly ResultRespondent[]): Pair[] {
  const waiting = Map.groupBy(
    after.filter(({ backstoryId }) => backstoryId !== null),
    keyOf,
  );
  return before.flatMap((respondent): Pair[] => {
    const same = respondent.backstoryId === null ? undefined : waiting.get(keyOf(respondent))?.shift();
    return same ? [[respondent, same]] : [];
  });
}

const keyOf = ({ backstoryId, traits }: ResultRespondent): string =>
  JSON.stringify([
    backstoryId,
    Object.entries(traits)
      .map(([trait, values]) => [trait, values.toSorted()] as const)
      .toSorted(([one], [other]) => (one < other ? -1 : 1)),
  ]);

/** By probe; respondents are numbered by pair. */
function answersOfPairs({ answers }: ComparedRun, pairs: readonly Pair[], side: 0 | 1): Map<string, ResultAnswer[]> {
  const numbers = new Map(pairs.map((pair, number) => [pair[side].ordinal, number]));
  const ofPairs = answers.flatMap((answer) => {
    const respondent = numbers.get(answer.respondent);
    return respondent === undefined ? [] : { ...answer, respondent };
  });
  return Map.groupBy(ofPairs, ({ probeId }) => probeId);
}

/** What both ask alike, with the same options, and can be compared. */
function listAlike(before: readonly AskedProbe[], after: readonly AskedProbe[]): AskedProbe[] {
  const asked = new Set(after.map(identify));
  return before.filter((probe) => canBeCompared(probe) && asked.has(identify(probe)));
}

const identify = ({ id, kind, title, options, isOrdinal }: AskedProbe): string =>
  JSON.stringify([id, kind, title, isOrdinal, options.map(({ value, text, isLast }) => [value, text, isLast])]);
