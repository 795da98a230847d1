/** What was asked of all and how the audience voted, before and after, in a session's report (SPEC C9, C10). */
import type { TestResult } from "../../../schema/messages/run-results.ts";
import type { ProbeTally } from "../../../schema/messages/session-probe.ts";
import type { AskedQuestion, RoundChange, SessionResults } from "../../../schema/messages/session-results.ts";
import { formatP } from "../../../schema/rules/survey/figures/format-figure.ts";
import { optionLabels } from "../../../schema/rules/survey/figures/option-labels.ts";
import { escapeHtml } from "../../http/escape-html.ts";
import { table } from "../../survey/report/report-page.ts";
import { figureList, nameOfFigure } from "../../survey/report/write-probe.ts";
import type { OpenResults } from "./summarise-session.ts";
import type { SessionReportPorts } from "./session-report-ports.ts";

/** @returns HTML; "" where nothing was asked */
export function writeQuestions(results: OpenResults["head"], ports: SessionReportPorts): string {
  const { questions, guide, voteChange } = results;
  const { word } = ports;
  const parts = [...questions.map((question) => writeQuestion(question, guide, ports)), writeVote(results, ports)];
  const written = parts.filter(Boolean).join("\n");
  if (written === "") return "";
  const isCompared = voteChange !== null || questions.some(({ changes }) => changes.length > 0);
  return `<h2>${word("questions")}</h2>${written}${isCompared ? `<p class="soft">${word("pairedText")}</p>` : ""}`;
}

/** Answers of people, or of personas, in one round. */
export type TallyColumn = { head: string; tally: ProbeTally };

/** The columns of a question's rounds in which somebody was asked. */
export const columnsOf = (
  rounds: AskedQuestion["rounds"],
  guide: SessionResults["guide"],
  { word }: SessionReportPorts,
): TallyColumn[] =>
  rounds.flatMap(({ round, section, people, personas }) => {
    const at = section === null ? word("beforeSession") : (guide[section]?.title ?? word("duringSession"));
    const of = (name: string, tally: ProbeTally) => ({ head: `${round}. ${escapeHtml(at)}: ${name}`, tally });
    return [of(word("people"), people), of(word("personasOnly"), personas)].filter(
      ({ tally: { answered, refused, missing } }) => answered + refused + missing > 0,
    );
  });

function writeQuestion(
  { question, rounds, changes }: AskedQuestion,
  guide: SessionResults["guide"],
  ports: SessionReportPorts,
): string {
  return `<section><h3 dir="auto">${escapeHtml(question.title)}</h3>
${writeTallies(columnsOf(rounds, guide, ports), ports)}${changes.map((change) => writeChange(change, question.options, ports)).join("")}</section>`;
}

/** How often each answer was given, and open answers. */
export function writeTallies(columns: readonly TallyColumn[], { word, language }: SessionReportPorts): string {
  const percent = new Intl.NumberFormat(language, { style: "percent", maximumFractionDigits: 0 });
  const values = [
    ...new Map(columns.flatMap(({ tally }) => tally.bars.map(({ value, text }) => [value, text]))).entries(),
  ];
  const counted = ({ tally }: TallyColumn, wanted: unknown) => {
    const count = tally.bars.find(({ value }) => value === wanted)?.count ?? 0;
    return tally.answered === 0 ? String(count) : `${count} (${percent.format(count / tally.answered)})`;
  };
  const texts = columns.flatMap(({ head, tally }) =>
    tally.texts.map(
      (text) => `<blockquote dir="auto">${escapeHtml(text)} <span class="soft">${head}</span></blockquote>`,
    ),
  );
  return `${columns.length === 0 ? `<p>${word("noAnswers")}</p>` : ""}${table(
    [word("answer"), ...columns.map(({ head }) => head)],
    values.length === 0
      ? []
      : [
          ...values.map(([value, text]) => [
            `<bdi>${escapeHtml(text)}</bdi>`,
            ...columns.map((column) => counted(column, value)),
          ]),
          [word("refused"), ...columns.map(({ tally }) => String(tally.refused))],
        ],
  )}
${texts.join("")}`;
}

function writeChange(
  { kind, both, effects, differences, test }: RoundChange,
  options: AskedQuestion["question"]["options"],
  { word, language }: SessionReportPorts,
): string {
  const figures = [...effects, ...differences];
  return `<p><strong>${word(kind === "person" ? "people" : "personasOnly")}</strong> <span class="soft">${word("answeredBoth")}: ${both}</span></p>
${figureList(figures, language, optionLabels(figures, options))}${writeTest(test, { word, language })}`;
}

function writeTest(test: TestResult | null, { word, language }: SessionReportPorts): string {
  if (!test || test.p === null) return "";
  return `<p class="soft">${nameOfFigure(test, language)}: p = ${escapeHtml(formatP(test.p, language))}, ${word("holm")} ${escapeHtml(formatP(test.adjustedP, language))}, n = ${test.n}</p>`;
}

function writeVote({ gallery: { vote }, voteChange }: OpenResults["head"], ports: SessionReportPorts): string {
  if (!vote?.before) return "";
  const { word } = ports;
  const { options, before, after, swing } = vote;
  const counts = table(
    [word("answer"), word("voteBefore"), ...(after ? [word("voteAfter"), word("voteChange")] : [])],
    options.map((option, place) => [
      `<bdi>${escapeHtml(option)}</bdi>`,
      String(before[place]),
      ...(after ? [String(after[place]), signed(after[place]! - before[place]!)] : []),
    ]),
  );
  const moved =
    swing && voteChange
      ? `<p>${word("voteSwung")}: ${voteChange.changed} / ${voteChange.both}</p>${table(
          [word("voteFrom"), ...options.map((option) => `<bdi>${escapeHtml(option)}</bdi>`)],
          swing.map((row, place) => [`<bdi>${escapeHtml(options[place]!)}</bdi>`, ...row.map(String)]),
        )}${writeTest(voteChange.test, ports)}`
      : "";
  return `<section><h3 dir="auto">${word("vote")}: ${escapeHtml(vote.question)}</h3>${counts}${moved}</section>`;
}

const signed = (count: number): string => (count > 0 ? `+${count}` : String(count).replace("-", "−"));
