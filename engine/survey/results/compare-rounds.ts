/** A question that the same respondents answered twice: effect sizes first, then the test that suits it (SPEC C9, S7). */
import type { RoundChange } from "../../../schema/messages/session-results.ts";
import type { ProbeAnswer, ProbeQuestion } from "../../../schema/messages/session-probe.ts";
import type { FigureId } from "../../../schema/rules/survey/figures/figures.ts";
import { encodeAnswers } from "./answer-column.ts";
import { comparePairs } from "./compare-pairs.ts";
import { openPanel } from "./panel.ts";

type Given = Pick<ProbeAnswer, "verdict" | "answer">;
/** The answers of one respondent; null: none in that round. */
export type AnsweredPair = readonly [before: Given | null, after: Given | null];
export type RoundComparison = Pick<RoundChange, "both" | "effects" | "differences" | "test">;

const DRAWS = 1_000;

/** @param random of the bands */
export function compareRounds(
  question: ProbeQuestion,
  pairs: readonly AnsweredPair[],
  random: () => number,
): RoundComparison {
  const both = pairs.filter(([before, after]) => isAnswered(before) && isAnswered(after));
  const panel = openPanel(
    both.map((_, ordinal) => ({
      ordinal,
      backstoryId: null,
      weight: 1,
      rakingWeight: null,
      traits: {},
      arms: {},
    })),
    DRAWS,
    random,
  );
  const probe = { ...question, id: "", question: "" };
  const numbers = both.flatMap((pair) => pair.flatMap((each) => (typeof each?.answer === "number" ? each.answer : [])));
  const [before, after] = ([0, 1] as const).map((round) =>
    encodeAnswers(
      probe,
      both.map((pair, respondent) => ({
        ...NOT_OF_A_RUN,
        respondent,
        verdict: "answered" as const,
        answer: pair[round]!.answer as never,
      })),
      numbers,
    ),
  );
  const { effects, differences, tests } = comparePairs(before!, after!, { panel, random, permutes: false });
  const decides = DECIDING.find((id) => tests.some((test) => test.id === id));
  return { both: both.length, effects, differences, test: tests.find(({ id }) => id === decides) ?? null };
}

const isAnswered = (given: Given | null): boolean => given?.verdict === "answered";

const NOT_OF_A_RUN = { probeId: "", repeat: 0, shown: [], model: "", text: "" };

/** Of answers with an order, their ranks; of others, whether the shares of the options moved. */
const DECIDING: readonly FigureId[] = ["wilcoxon-signed-rank", "mcnemar-exact", "stuart-maxwell"];
