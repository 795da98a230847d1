/** One question in a report: its chart, the table of it, distances, groups, open answers. */
import type { Figure, ProbeResult } from "../../../schema/messages/run-results.ts";
import { probeDistribution } from "../../../schema/rules/survey/charts/probe-distribution.ts";
import { formatFigure } from "../../../schema/rules/survey/figures/format-figure.ts";
import { FIGURES } from "../../../schema/rules/survey/figures/figures.ts";
import { localize } from "../../../schema/rules/localize.ts";
import { escapeHtml } from "../../http/escape-html.ts";
import { drawChart } from "./draw-chart.ts";
import { definitionList, table } from "./report-page.ts";
import type { ReportWord } from "./report-words.ts";
import { traitWords } from "./trait-words.ts";

export type ReportPorts = {
  language: string;
  word(word: ReportWord): string;
  /** Without one, that everything is exploratory stands once. */
  hasPlan: boolean;
};

export const nameOfFigure = ({ id }: Pick<Figure, "id">, language: string): string =>
  escapeHtml(localize(FIGURES[id].name, language).text);

/** @param labels of those that come one for each option */
export const figureList = (figures: readonly Figure[], language: string, labels: (string | undefined)[] = []): string =>
  definitionList(
    figures.map((figure, place) => [
      `${nameOfFigure(figure, language)}${labels[place] === undefined ? "" : `: ${escapeHtml(labels[place])}`}`,
      `${escapeHtml(formatFigure(figure, language))} <span class="soft">n = ${figure.n}</span>`,
    ]),
  );

/** @returns the text, followed by whether the plan names what it is about */
export const marked = (text: string, { isPlanned }: { isPlanned: boolean }, { word, hasPlan }: ReportPorts): string =>
  hasPlan ? `${text} (${word(isPlanned ? "planned" : "exploratory")})` : text;

export function writeProbe(probe: ProbeResult, ports: ReportPorts): string {
  const { word, language } = ports;
  const { respondents, answered, refused, unclear, failed } = probe;
  const counts = `${word("respondents")}: ${respondents} · ${answered} ${word("answers")}, ${refused} ${word("refusals")}, ${unclear + failed} ${word("unusable")}`;
  return `<section><h3>${escapeHtml(probe.title)}</h3><p class="soft">${marked(counts, probe, ports)}</p>
${probe.options.length > 0 ? writeOptions(probe, ports) : writeThemes(probe, ports)}
${figureList([...probe.figures, ...probe.variance.filter(({ value }) => value !== null)], language)}
${writeDistances(probe, ports)}${writeGroups(probe, ports)}</section>`;
}

function writeOptions(probe: ProbeResult, { word, language }: ReportPorts): string {
  const people = probe.baseline
    ? `${word("people")}: ${probe.baseline.name} (n = ${probe.baseline.people})`
    : word("people");
  const distribution = probeDistribution(probe, { run: word("run_"), weighted: word("weighted"), people });
  const keys = distribution.series.map(({ name, colour }) =>
    colour === null
      ? `<span class="key hollow"></span>${escapeHtml(name)}`
      : `<span class="key" style="background:${colour}"></span>${escapeHtml(name)}`,
  );
  const share = (figure: Figure | null) => (figure === null ? "–" : escapeHtml(formatFigure(figure, language)));
  const hasWeights = probe.options.some(({ weightedShare }) => weightedShare !== null);
  const percent = new Intl.NumberFormat(language, { style: "percent", maximumFractionDigits: 1 });
  return `<p class="soft">${keys.join("")}</p>
${drawChart(distribution, language)}
${table(
  [
    word("answer"),
    word("count"),
    word("run_"),
    ...(hasWeights ? [word("weighted")] : []),
    ...(probe.baseline ? [escapeHtml(people)] : []),
  ],
  probe.options.map((option) => [
    escapeHtml(option.text),
    String(option.count),
    share(option.share),
    ...(hasWeights ? [share(option.weightedShare)] : []),
    ...(probe.baseline ? [option.baseline ? percent.format(option.baseline.share) : "–"] : []),
  ]),
)}`;
}

const writeThemes = ({ themes }: ProbeResult, { word, language }: ReportPorts): string =>
  themes
    .map(
      ({ word: shared, share, quotations }) =>
        `<p><strong>${escapeHtml(shared)}</strong> ${escapeHtml(formatFigure(share, language))}</p>${quotations
          .map(
            ({ respondent, text }) =>
              `<blockquote>${escapeHtml(text)} <span class="soft">${word("respondent")} ${respondent + 1}</span></blockquote>`,
          )
          .join("")}`,
    )
    .join("");

function writeDistances({ distances }: ProbeResult, { word, language }: ReportPorts): string {
  const ids = [...new Set(distances.flatMap(({ figures }) => figures.map(({ id }) => id)))];
  return table(
    [word("distances"), ...ids.map((id) => nameOfFigure({ id }, language))],
    distances.map(({ of, to, figures }) => [
      `${word(`of ${of}`)}, ${word(`to ${to}`)}`,
      ...ids.map((id) => {
        const figure = figures.find((one) => one.id === id);
        return figure ? escapeHtml(formatFigure(figure, language)) : "–";
      }),
    ]),
  );
}

function writeGroups({ subgroups, options }: ProbeResult, ports: ReportPorts): string {
  const { word, language } = ports;
  const { nameOf, valueOf } = traitWords(language);
  return subgroups
    .map(({ trait, groups, isPlanned }) =>
      table(
        [
          marked(`${word("groups")}: ${escapeHtml(nameOf(trait))}`, { isPlanned }, ports),
          word("count"),
          ...options.map(({ text }) => escapeHtml(text)),
        ],
        groups.map(({ value, n, shares }) => [
          escapeHtml(valueOf(value)),
          String(n),
          ...shares.map((share) => escapeHtml(formatFigure(share, language))),
        ]),
      ),
    )
    .join("");
}
