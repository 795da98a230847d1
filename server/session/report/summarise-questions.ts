/** The questions that were put to all, and the audience's vote, before and after (SPEC C9, C10). */
import { adjustByHolm } from "../../../engine/survey/statistics/holm.ts";
import { mcNemarExact, stuartMaxwell } from "../../../engine/survey/statistics/compare-pairs.ts";
import { compareRounds } from "../../../engine/survey/results/compare-rounds.ts";
import { toResult } from "../../../engine/survey/results/comparison-parts.ts";
import type { AudienceVote } from "../../../schema/messages/gallery.ts";
import type { SessionProbe } from "../../../schema/messages/session-probe.ts";
import type { AskedQuestion, RoundChange, VoteChange } from "../../../schema/messages/session-results.ts";
import { seededRandom } from "../../../schema/rules/seeded-random.ts";
import { tallyProbe } from "../../../schema/rules/session/tally-probe.ts";
import { pairAnswers } from "../probe/pair-answers.ts";

/** The same answers give the same bands. */
const SEED = 1;

export type Questions = { questions: AskedQuestion[]; voteChange: VoteChange | null };

/** @param probes all rounds of all questions, in any order */
export function summariseQuestions(probes: readonly SessionProbe[], vote: AudienceVote | null): Questions {
  const series = [...Map.groupBy(probes, ({ seriesId }) => seriesId).values()]
    .map((rounds) => rounds.toSorted((one, other) => one.round - other.round))
    .toSorted(([one], [other]) => (one!.openedAt < other!.openedAt ? -1 : 1));
  const questions = series.map(summariseSeries);
  const voteChange = compareVotes(vote);
  const changes = [...questions.flatMap((question) => question.changes), ...(voteChange ? [voteChange] : [])];
  const tests = changes.flatMap(({ test }) => test ?? []);
  // One family: whoever compares more finds more by chance.
  const adjusted = adjustByHolm(tests.map(({ p }) => p));
  tests.forEach((test, place) => (test.adjustedP = adjusted[place]!));
  return { questions, voteChange };
}

function summariseSeries(rounds: readonly SessionProbe[]): AskedQuestion {
  const { question, seriesId } = rounds.at(-1)!;
  const changes = (["person", "persona"] as const).flatMap((kind) => compareKind(rounds, kind));
  return {
    seriesId,
    question,
    rounds: rounds.map(({ round, section, openedAt, answers }) => {
      const of = (wanted: "person" | "persona") =>
        tallyProbe(
          question,
          answers.filter(({ kind }) => kind === wanted),
        );
      return { round, section, openedAt, people: of("person"), personas: of("persona") };
    }),
    changes,
  };
}

/** The first round against the last, people and personas apart: what is simulated is no evidence of people. */
function compareKind(rounds: readonly SessionProbe[], kind: RoundChange["kind"]): RoundChange[] {
  const { question } = rounds.at(-1)!;
  if (rounds.length < 2 || question.kind === "open") return [];
  const pairs = pairAnswers(rounds)
    .respondents.filter((respondent) => respondent.kind === kind)
    .map(({ answers }) => [answers[0]!, answers.at(-1)!] as const);
  const compared = compareRounds(question, pairs, seededRandom(SEED, 0));
  return compared.both === 0 ? [] : [{ kind, ...compared }];
}

/** Of those who voted twice; null until both rounds are closed. */
function compareVotes(vote: AudienceVote | null): VoteChange | null {
  if (!vote?.swing) return null;
  const { swing } = vote;
  const both = swing.flat().reduce((sum, count) => sum + count, 0);
  const stayed = swing.reduce((sum, row, option) => sum + row[option]!, 0);
  const test =
    swing.length === 2
      ? toResult("mcnemar-exact", mcNemarExact(swing[0]![1]!, swing[1]![0]!), [])
      : toResult("stuart-maxwell", stuartMaxwell(swing), []);
  return { both, changed: both - stayed, test };
}
