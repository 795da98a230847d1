/** Before and after: the answers to a question that was put several times, by respondent (SPEC C9, S8). */
import type { PairedAnswers, SessionProbe } from "../../../schema/messages/session-probe.ts";

/** @param series all rounds of one question, in any order; at least one */
export function pairAnswers(series: readonly SessionProbe[]): PairedAnswers {
  const rounds = series.toSorted((a, b) => a.round - b.round);
  const respondents = new Map(
    rounds
      .flatMap(({ answers }) => answers)
      .map(({ respondentId, name, kind }) => [respondentId, { respondentId, name, kind }]),
  );
  return {
    question: rounds.at(-1)!.question,
    rounds: rounds.map(({ id, round, section, openedAt, closedAt }) => ({ id, round, section, openedAt, closedAt })),
    respondents: [...respondents.values()].map((respondent) => ({
      ...respondent,
      answers: rounds.map(
        ({ answers }) => answers.find(({ respondentId }) => respondentId === respondent.respondentId) ?? null,
      ),
    })),
  };
}
