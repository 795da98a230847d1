/** What a session leaves as one page to hand on (SPEC C9): findings first, the transcript last. */
import type { Material } from "../../../schema/messages/session-material.ts";
import type { SessionTurn, SpeakerShare } from "../../../schema/messages/session-results.ts";
import { formatMoney } from "../../../schema/rules/format-money.ts";
import { nameOfRoute } from "../../../schema/rules/name-of-route.ts";
import { wordsOfMaterial } from "../../../schema/rules/session/words-of-material.ts";
import { escapeHtml } from "../../http/escape-html.ts";
import { drawChart } from "../../survey/report/draw-chart.ts";
import { definitionList, reportParts, table } from "../../survey/report/report-page.ts";
import type { CitedTurns, OpenResults } from "./summarise-session.ts";
import { reportPorts, type SessionReportPorts } from "./session-report-ports.ts";
import { quote, writeFindings } from "./write-findings.ts";
import { writeQuestions } from "./write-questions.ts";

type Head = OpenResults["head"];

/** HTML with its styles and charts inside, in parts. */
export const writeSessionReport = (results: OpenResults, language: "en" | "de"): AsyncIterable<string> =>
  reportParts(results.head.title, language, writeBody(results, reportPorts(language)));

async function* writeBody(results: OpenResults, ports: SessionReportPorts): AsyncGenerator<string> {
  const { head, cited } = results;
  const { word } = ports;
  const isSimulated = head.speakers.some(({ kind }) => kind === "persona");
  yield `<h1 dir="auto">${escapeHtml(head.title)}</h1>
<p class="simulated">${word(isSimulated ? "simulated" : "nobodySimulated")}</p>
${head.status === "ended" ? "" : `<p class="warning">${word("soFar")}</p>`}
<h2>${word("asked")}</h2>${writeAsked(head, ports)}
<h2>${word("findings")}</h2>${writeFindings(results, ports)}
${writeHighlights(head, cited, ports)}
${writeQuestions(head, ports)}
${writeShares(head, ports)}
<h2>${word("limits")}</h2>${writeLimits(head, ports)}
${writeCosts(head, ports)}
<h2>${word("transcript")}</h2>`;
  yield* writeTranscript(results, ports);
}

function writeAsked(results: Head, { word, language }: SessionReportPorts): string {
  const { topic, kind, startedAt, endedAt, guide, people, speakers } = results;
  const time = new Intl.DateTimeFormat(language, { dateStyle: "long", timeStyle: "short", timeZone: "UTC" });
  const at = (iso: string) =>
    `<time datetime="${escapeHtml(iso)}">${escapeHtml(time.format(new Date(iso)))} UTC</time>`;
  const personas = speakers.filter((speaker) => speaker.kind === "persona").length;
  const counts = [
    ...(["participant", "facilitator", "observer", "spectator"] as const).map((role) => [people[role], role] as const),
    [personas, "personas"] as const,
  ];
  const present = counts.flatMap(([count, name]) => (count > 0 ? [`${word(name)}: ${count}`] : []));
  const sections = guide.map(
    ({ title, minutes, prompts, material }) =>
      `<li dir="auto">${escapeHtml(title)} <span class="soft">${minutes} ${word("minutes")}</span>${prompts.map((prompt) => `<br>${escapeHtml(prompt)}`).join("")}${material ? `<br><span class="soft">${word("shown")}: ${escapeHtml(writeMaterial(material))}</span>` : ""}</li>`,
  );
  return `${definitionList([
    [word("topic"), escapeHtml(topic)],
    [word("kind"), word(`kind ${kind}`)],
    [word("when"), [startedAt, endedAt].flatMap((iso) => (iso === null ? [] : [at(iso)])).join(" – ")],
    [word("present"), present.join(" · ")],
  ])}${people.withdrawn > 0 ? `<p class="warning">${people.withdrawn} ${word("withdrew")}</p>` : ""}
${sections.length > 0 ? `<ol>${sections.join("")}</ol>` : ""}`;
}

const writeMaterial = (material: Material): string =>
  wordsOfMaterial(material) + (material.kind === "link" ? ` (${material.url})` : "");

const writeHighlights = ({ pins }: Head, cited: CitedTurns, { word }: SessionReportPorts): string =>
  pins.length === 0
    ? ""
    : `<h2>${word("highlights")}</h2>${pins
        .map(
          (pin) =>
            `<section>${quote({ ...pin, text: pin.quotation }, cited, word)}${pin.note ? `<p class="soft" dir="auto">${escapeHtml(pin.note)}</p>` : ""}</section>`,
        )
        .join("")}`;

function writeShares({ speakers }: Head, { word, language }: SessionReportPorts): string {
  if (speakers.length === 0) return "";
  const percent = new Intl.NumberFormat(language, { style: "percent", maximumFractionDigits: 1 });
  const names = speakers.map(({ name }, place) =>
    speakers.slice(0, place).some((other) => other.name === name) ? `${name} (${place + 1})` : name,
  );
  const bars = speakers.map(({ share }) => ({ share, low: null, high: null }));
  const series = [{ name: word("share"), colour: "var(--chart-1)", bars }];
  return `<h2>${word("shares")}</h2><p class="soft">${word("sharesOf")} ${percent.format(1 / speakers.length)}.</p>
${drawChart({ options: names, series }, language)}
${table(
  [word("speaker"), word("words"), word("turns"), word("share")],
  speakers.map((speaker, place) => [
    `<bdi>${escapeHtml(names[place]!)}</bdi> <span class="soft">${word(speaker.kind)}</span>`,
    String(speaker.words),
    String(speaker.turns),
    percent.format(speaker.share),
  ]),
)}`;
}

function writeLimits({ speakers, outcomes, showsNames }: Head, { word }: SessionReportPorts): string {
  const named = (route: string) => nameIn(route, word);
  const voicesOf = ({ voices }: SpeakerShare) => (voices.length > 0 ? voices.map(named).join(", ") : "–");
  const dropped = outcomes.reduce((sum, { droppedQuotations }) => sum + droppedQuotations, 0);
  return `<p>${word("limitsText")}</p><p>${word(showsNames ? "named" : "numbered")}</p>${dropped > 0 ? `<p>${word("dropped")} ${dropped}.</p>` : ""}
${table(
  [word("persona"), word("model")],
  speakers
    .filter(({ kind }) => kind === "persona")
    .map((speaker) => [`<bdi>${escapeHtml(speaker.name)}</bdi>`, escapeHtml(voicesOf(speaker))]),
)}`;
}

export const nameIn = (route: string, word: SessionReportPorts["word"]): string =>
  nameOfRoute(route, { rehearsal: word("rehearsal"), here: (model) => `${model} ${word("here")}` });

function writeCosts({ costs }: Head, { word, language }: SessionReportPorts): string {
  if (costs === null) return "";
  const head = `<h2>${word("costs")}</h2>`;
  if (costs.length === 0) return `${head}<p>${word("noCosts")}</p>`;
  const number = new Intl.NumberFormat(language);
  const sum = (of: "calls" | "inputTokens" | "outputTokens" | "costNano") =>
    costs.reduce((total, row) => total + row[of], 0);
  const row = (name: string, calls: number, input: number, output: number, nano: number) => [
    name,
    ...[calls, input, output].map((value) => number.format(value)),
    escapeHtml(formatMoney(nano, language)),
  ];
  return `${head}${table(
    [word("model"), word("calls"), word("input"), word("output"), word("cost")],
    [
      ...costs.map((one) =>
        row(escapeHtml(nameIn(one.model, word)), one.calls, one.inputTokens, one.outputTokens, one.costNano),
      ),
      row(word("total"), sum("calls"), sum("inputTokens"), sum("outputTokens"), sum("costNano")),
    ],
  )}`;
}

export async function* writeTranscript(
  { head: { guide }, turnCount, readTurns }: Pick<OpenResults, "head" | "turnCount" | "readTurns">,
  { word }: SessionReportPorts,
): AsyncGenerator<string> {
  if (turnCount === 0) yield `<p>${word("silent")}</p>`;
  let number = 0;
  let section: number | null = null;
  const write = (turn: SessionTurn): string => {
    const begins = guide[turn.section] && turn.section !== section;
    section = turn.section;
    number++;
    const head = begins ? `<h3 dir="auto">${escapeHtml(guide[turn.section]!.title)}</h3>` : "";
    const marks = [
      ...(turn.speakerKind === "persona" ? [word("persona")] : []),
      ...(turn.status === "interrupted" ? [word("interrupted")] : []),
      ...(turn.edits > 0 ? [word("edited")] : []),
    ];
    return `${head}<article id="turn-${escapeHtml(turn.id)}" tabindex="-1"><p><span class="soft">${number}</span> <strong><bdi>${escapeHtml(turn.speakerName)}</bdi></strong> <span class="soft">${marks.join(", ")}</span></p><p class="said" dir="auto">${escapeHtml(turn.text)}</p></article>\n`;
  };
  for await (const turns of readTurns()) yield turns.map(write).join("");
}
