/** The groups of one guide side by side, as one page to hand on (SPEC C9): themes first, transcripts last. */
import type { CommonQuestion, CommonTheme, GuideGroup } from "../../../schema/messages/session-groups.ts";
import { escapeHtml } from "../../http/escape-html.ts";
import { reportParts, table } from "../../survey/report/report-page.ts";
import type { OpenResults } from "../report/summarise-session.ts";
import { quote } from "../report/write-findings.ts";
import { columnsOf, writeTallies } from "../report/write-questions.ts";
import { reportPorts, type SessionReportPorts } from "../report/session-report-ports.ts";
import { nameIn, writeTranscript } from "../report/write-session-report.ts";
import type { ComparedGroups } from "./session-groups.ts";

type Begun = { title: string; results: OpenResults };

/** HTML with its styles and pictures inside, in parts. */
export function writeGroupsReport(compared: ComparedGroups, language: "en" | "de"): AsyncIterable<string> {
  const ports = reportPorts(language);
  const title = `${ports.word("groupsOf")} ${compared.groups[0]?.session.plan.topic ?? ""}`;
  return reportParts(title, language, writeBody(title, compared, ports));
}

async function* writeBody(
  title: string,
  { view, groups }: ComparedGroups,
  ports: SessionReportPorts,
): AsyncGenerator<string> {
  const { word } = ports;
  const begun = groups.flatMap(({ session, left }) =>
    left ? [{ title: session.plan.title, results: left.results }] : [],
  );
  const isSimulated = begun.some(({ results }) => results.head.speakers.some(({ kind }) => kind === "persona"));
  yield `<h1 dir="auto">${escapeHtml(title)}</h1>
<p class="simulated">${word(isSimulated ? "simulated" : "nobodySimulated")}</p>
<h2>${word("groups")}</h2>${writeGroups(view.groups, ports)}
<h2>${word("themesSideBySide")}</h2>${writeThemes(view.themes, begun, ports)}
<h2>${word("shares")}</h2>${writeShares(begun, ports)}
${writeQuestions(view.questions, begun, ports)}
<h2>${word("limits")}</h2>${writeLimits(begun, ports)}
`;
  for (const { title: of, results } of begun) {
    yield `<h2 dir="auto">${word("transcript")}: ${escapeHtml(of)}</h2>`;
    yield* writeTranscript(results, ports);
  }
}

const named = (title: string): string => `<bdi>${escapeHtml(title)}</bdi>`;

function writeGroups(groups: readonly GuideGroup[], { word, language }: SessionReportPorts): string {
  const time = new Intl.DateTimeFormat(language, { dateStyle: "medium", timeStyle: "short", timeZone: "UTC" });
  return table(
    [word("group"), word("when"), word("participant"), word("personas"), word("turns")],
    groups.map(({ title, status, startedAt, said }) => [
      named(title),
      startedAt === null
        ? word("notYet")
        : `${time.format(new Date(startedAt))} UTC${status === "live" ? ` · ${word("running")}` : ""}`,
      String(said?.people.participant ?? "–"),
      String(said?.speakers.filter(({ kind }) => kind === "persona").length ?? "–"),
      String(said?.turns ?? "–"),
    ]),
  );
}

const BY = { words: "togetherByWords", model: "togetherByModel", person: "togetherByPerson" } as const;

function writeThemes(themes: readonly CommonTheme[], begun: readonly Begun[], ports: SessionReportPorts): string {
  const { word, language } = ports;
  if (themes.length === 0) return `<p>${word("noThemes")}</p>`;
  const percent = new Intl.NumberFormat(language, { style: "percent", maximumFractionDigits: 0 });
  const most = Math.max(...themes.flatMap(({ cells }) => cells.map(({ share }) => share)));
  const matrix = table(
    [word("theme"), ...begun.map(({ title }) => named(title))],
    themes.map(({ name, cells }, place) => [
      named(name),
      ...cells.map(({ turns, share }, group) =>
        turns === 0
          ? "0"
          : `<a href="#theme-${place}-${group}">${turns}</a> <span class="soft">${percent.format(share)}</span> ${drawDot(share / most)}`,
      ),
    ]),
  );
  return `<p class="soft">${word("themesText")}</p>${matrix}
${themes.map((theme, place) => writeTheme(theme, place, begun, ports)).join("\n")}`;
}

const DOT_PX = 16;
/** Its area is the share. */
const drawDot = (share: number): string =>
  `<svg aria-hidden="true" width="${DOT_PX}" height="${DOT_PX}" style="vertical-align:middle"><circle cx="8" cy="8" r="${((DOT_PX / 2) * Math.sqrt(share)).toFixed(1)}" fill="var(--chart-1)"/></svg>`;

function writeTheme(
  { name, by, cells }: CommonTheme,
  place: number,
  begun: readonly Begun[],
  ports: SessionReportPorts,
): string {
  const { word } = ports;
  const groups = cells.flatMap(({ turns, quotations }, group) => {
    const { title, results } = begun[group]!;
    const quoted = quotations.map((each) => quote(each, results.cited, word)).join("");
    return turns === 0
      ? []
      : [
          `<section id="theme-${place}-${group}" tabindex="-1"><h4 dir="auto">${escapeHtml(title)}</h4>${quoted}</section>`,
        ];
  });
  return `<h3 dir="auto">${escapeHtml(name)}</h3><p class="soft">${word(BY[by])}</p>${groups.join("")}`;
}

/** Of people, of personas, and of each who spoke; who spoke in several groups has one row. */
function writeShares(begun: readonly Begun[], { word, language }: SessionReportPorts): string {
  const percent = new Intl.NumberFormat(language, { style: "percent", maximumFractionDigits: 0 });
  const all = begun.flatMap(({ results }) => results.head.speakers);
  const rows = [...new Map(all.map((speaker) => [speaker.id, speaker])).values()];
  const sumOf = ({ results }: Begun, kind: string) =>
    results.head.speakers.filter((speaker) => speaker.kind === kind).reduce((sum, { share }) => sum + share, 0);
  return `<p class="soft">${word("sharesSideBySide")}</p>${table(
    [word("speaker"), ...begun.map(({ title }) => named(title))],
    [
      ...(["person", "persona"] as const).map((kind) => [
        word(kind === "person" ? "people" : "personasOnly"),
        ...begun.map((group) => percent.format(sumOf(group, kind))),
      ]),
      ...rows.map(({ id, name, kind }) => [
        `${named(name)} <span class="soft">${word(kind)}</span>`,
        ...begun.map(({ results }) => {
          const share = results.head.speakers.find((speaker) => speaker.id === id)?.share;
          return share === undefined ? "–" : percent.format(share);
        }),
      ]),
    ],
  )}`;
}

function writeQuestions(
  questions: readonly CommonQuestion[],
  begun: readonly Begun[],
  ports: SessionReportPorts,
): string {
  if (questions.length === 0) return "";
  const written = questions.map(({ question, groups }) => {
    const columns = groups.flatMap(({ groupId, rounds }) => {
      const { title, results } = begun.find((group) => group.results.head.id === groupId)!;
      return columnsOf(rounds, results.head.guide, ports).map(({ head, tally }) => ({
        head: `${named(title)} ${head}`,
        tally,
      }));
    });
    return `<section><h3 dir="auto">${escapeHtml(question.title)}</h3>${writeTallies(columns, ports)}</section>`;
  });
  return `<h2>${ports.word("questions")}</h2>${written.join("\n")}`;
}

function writeLimits(begun: readonly Begun[], { word }: SessionReportPorts): string {
  const voices = new Map(
    begun.flatMap(({ results }) =>
      results.head.speakers
        .filter(({ kind }) => kind === "persona")
        .map(({ id, name, voices: own }) => [id, { name, own }]),
    ),
  );
  const isNamed = begun.some(({ results }) => results.head.showsNames);
  return `<p>${word("limitsOfGroups")}</p><p>${word(isNamed ? "named" : "numbered")}</p>${table(
    [word("persona"), word("model")],
    [...voices.values()].map(({ name, own }) => [
      named(name),
      escapeHtml(own.map((route) => nameIn(route, word)).join(", ") || "–"),
    ]),
  )}`;
}
