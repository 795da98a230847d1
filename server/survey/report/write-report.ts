/** The results of a run as one page to hand on: what was asked, what came out, what it is worth (SPEC S7, S9). */
import { wordMessage } from "../../../schema/messages/message.ts";
import { english } from "../../../schema/messages/english.ts";
import { german } from "../../../schema/messages/german.ts";
import type { RunManifest } from "../../../schema/messages/run-manifest.ts";
import type {
  Comparison,
  Figure,
  ResultWarning,
  RunResults,
  TestResult,
} from "../../../schema/messages/run-results.ts";
import { formatP } from "../../../schema/rules/survey/figures/format-figure.ts";
import { FIGURES, type FigureId } from "../../../schema/rules/survey/figures/figures.ts";
import { optionLabels } from "../../../schema/rules/survey/figures/option-labels.ts";
import { deRunStatuses, enRunStatuses } from "../../../schema/rules/survey/run-statuses.ts";
import { localize } from "../../../schema/rules/localize.ts";
import { escapeHtml } from "../../http/escape-html.ts";
import { definitionList, reportPage, table } from "./report-page.ts";
import { REPORT_WORDS } from "./report-words.ts";
import { writePlan } from "./write-plan.ts";
import { wordSettings } from "./setting-words.ts";
import { traitWords } from "./trait-words.ts";
import { figureList, marked, nameOfFigure, writeProbe, type ReportPorts } from "./write-probe.ts";

export type ReportLanguage = "en" | "de";

/** @returns HTML with its styles and charts inside */
export function writeReport(manifest: RunManifest, results: RunResults, language: ReportLanguage): string {
  const ports: ReportPorts = {
    language,
    word: (word) => localize(REPORT_WORDS[word], language).text,
    hasPlan: results.plan !== null,
  };
  const { word } = ports;
  const { probes, warnings, comparisons, scales } = results;
  const title = manifest.run.name;
  return reportPage(
    title,
    language,
    `<h1>${escapeHtml(title)}</h1>
<p class="simulated">${word("simulated")}</p>${writeStatus(manifest, results, ports)}
<h2>${word("plan")}</h2>${writePlan(results, ports)}
<h2>${word("warnings")}</h2>${writeWarnings(results, ports)}
<h2>${word("figures")}</h2>${figureList(results.figures, language)}<p class="soft">${word("bands")}</p>
${probes.map((probe) => writeProbe(probe, ports)).join("\n")}
${comparisons.length > 0 ? `<h2>${word("comparisons")}</h2>${comparisons.map((one) => writeComparison(one, probes, ports)).join("")}` : ""}
${scales.length > 0 ? `<h2>${word("together")}</h2>${scales.map(({ name, figures }) => `<h3>${escapeHtml(name ?? word("allOrdered"))}</h3>${figureList(figures, language)}`).join("")}` : ""}
<h2>${word("asked")}</h2>${writeOrigin(manifest, results, ports)}
<h2>${word("definitions")}</h2>${writeDefinitions(usedFigures({ ...results, warnings }), ports)}`,
  );
}

/** Until a run has completed, its figures change, or are of fewer answers than were wanted. */
const writeStatus = ({ run }: RunManifest, { answered }: RunResults, { word, language }: ReportPorts): string =>
  run.status === "COMPLETED" ? "" : `<p class="warning">${statusOf(run, language)}. ${word("soFar")}: ${answered}.</p>`;

const statusOf = ({ status }: RunManifest["run"], language: string): string =>
  (language === "de" ? deRunStatuses : enRunStatuses)[status];

const catalogueOf = (language: string) => (language === "de" ? { ...english, ...german } : english);

function writeWarnings({ warnings, probes }: RunResults, { word, language }: ReportPorts): string {
  if (warnings.length === 0) return `<p>${word("noWarnings")}</p>`;
  const textOf = (warning: ResultWarning) => wordMessage(warning, catalogueOf(language), language);
  return warnings
    .map((warning) => {
      const probe = probes.find(({ id }) => id === warning.probe);
      const about = probe ? `<strong>${escapeHtml(probe.title)}</strong> ` : "";
      return `<p class="warning">${about}${escapeHtml(textOf(warning))}</p>`;
    })
    .join("");
}

function writeComparison(one: Comparison, probes: RunResults["probes"], ports: ReportPorts): string {
  const { language } = ports;
  const find = (id: string) => probes.find((probe) => probe.id === id);
  const titleOf = (id: string): string => find(id)?.title ?? id;
  const { nameOf, valueOf } = traitWords(language);
  const by = { conditions: one.by, subgroups: nameOf(one.by), paired: titleOf(one.by) }[one.kind];
  const groupOf = { conditions: (name: string) => name, subgroups: valueOf, paired: titleOf }[one.kind];
  const figures = [...one.effects, ...one.differences];
  return `<h3>${escapeHtml(`${titleOf(one.probe)} · ${by}`)}</h3>
<p class="soft">${marked(one.groups.map(({ name, n }) => escapeHtml(`${groupOf(name)} (n = ${n})`)).join(" · "), one, ports)}</p>
${figureList(figures, language, optionLabels(figures, find(one.probe)?.options ?? []))}
${writeTests(one.tests, ports)}`;
}

function writeTests(tests: readonly TestResult[], ports: ReportPorts): string {
  const { word, language } = ports;
  const format = new Intl.NumberFormat(language, { maximumFractionDigits: 3 });
  const number = (value: number | null): string => (value === null ? "–" : format.format(value));
  const heads = ["test", "statistic", "freedom", "p", "adjusted", "count"] as const;
  const assumptions = tests.map((test): [string, string] => [
    nameOfFigure(test, language),
    test.assumptions
      .map((each) => `${each.holds ? "✓" : "✗"} ${escapeHtml(wordMessage(each, catalogueOf(language), language))}`)
      .join("<br>"),
  ]);
  return `${table(
    heads.map(word),
    tests.map(({ id, statistic, degreesOfFreedom, p, adjustedP, n, isPlanned }) => [
      marked(nameOfFigure({ id }, language), { isPlanned }, ports),
      number(statistic),
      number(degreesOfFreedom),
      escapeHtml(formatP(p, language)),
      escapeHtml(formatP(adjustedP, language)),
      String(n),
    ]),
  )}${tests.length > 0 ? `<p class="soft">${word("assumptions")}</p>${definitionList(assumptions)}` : ""}`;
}

function writeOrigin(manifest: RunManifest, results: RunResults, { word, language }: ReportPorts): string {
  const { run, survey, target, settings, respondents, models, probes, version } = manifest;
  const text = (value: unknown) => escapeHtml(String(value));
  return `${definitionList([
    [word("run"), `${text(run.id)} · ${statusOf(run, language)} · Dramatis ${text(version)}`],
    [word("launched"), text(run.createdAt)],
    [word("ended"), text(run.endedAt ?? "–")],
    [word("survey"), `${text(survey.name)}, ${word("version")} ${survey.version}`],
    [word("target"), text(target.name)],
    [word("respondents"), String(respondents.count)],
    [word("models"), models.map(({ model, answers }) => `${text(model)} (${answers})`).join(", ")],
    [
      word("settings"),
      wordSettings(settings, language)
        .map(([name, value]) => text(`${name}: ${value}`))
        .join("<br>"),
    ],
    [word("planHash"), text(results.plan?.hash ?? "–")],
    [word("bootstrap"), `${results.seed}, ${results.draws}`],
  ])}<p class="soft">${word("prompts")}</p>${definitionList(
    probes.map(({ id, prompts }) => [text(id), `<code>${text(prompts ?? "–")}</code>`]),
  )}`;
}

function usedFigures({ figures, probes, comparisons, scales }: RunResults): FigureId[] {
  const used: Pick<Figure, "id">[] = [
    ...figures,
    ...probes.flatMap((probe) => [
      ...probe.options.map(({ share }) => share),
      ...probe.figures,
      ...probe.variance.filter(({ value }) => value !== null),
      ...probe.distances.flatMap((row) => row.figures),
      ...probe.themes.map(({ share }) => share),
    ]),
    ...comparisons.flatMap(({ effects, differences, tests }) => [...effects, ...differences, ...tests]),
    ...scales.flatMap((scale) => scale.figures),
  ];
  return [...new Set(used.map(({ id }) => id))];
}

const writeDefinitions = (ids: readonly FigureId[], { word, language }: ReportPorts): string =>
  ids
    .map((id) => {
      const { formula, counts, limits } = FIGURES[id];
      const said = (text: (typeof FIGURES)[FigureId]["limits"]) => escapeHtml(localize(text, language).text);
      return `<p><strong>${nameOfFigure({ id }, language)}</strong> <code>${escapeHtml(formula)}</code><br><span class="soft">n: ${said(counts)}. ${word("limits")}: ${said(limits)}</span></p>`;
    })
    .join("");
