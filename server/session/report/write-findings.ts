/** What came out of a session, in its report: each finding with words of its turns (SPEC C9). */
import type { Outcome, OutcomeItem } from "../../../schema/messages/outcome.ts";
import { escapeHtml } from "../../http/escape-html.ts";
import type { CitedTurns, OpenResults } from "./summarise-session.ts";
import type { SessionReportPorts } from "./session-report-ports.ts";

type Word = SessionReportPorts["word"];
type Quoted = { turnId: string; text: string; speakerName?: string };

/** Sources and changes are of interest in the outcome itself. */
const LEFT_OUT = new Set(["source", "change"]);
/** What a reader looks for first. */
const FIRST = ["theme", "summary"];

export function writeFindings(
  { head: { outcomes }, cited }: Pick<OpenResults, "head" | "cited">,
  { word }: SessionReportPorts,
): string {
  const written = outcomes.map((outcome) => writeOutcome(outcome, cited, word)).join("");
  return written || `<p>${word("noFindings")}</p>`;
}

function writeOutcome({ items }: Outcome, cited: CitedTurns, word: Word): string {
  const groups = [...Map.groupBy(items, ({ content }) => content.type)].filter(([type]) => !LEFT_OUT.has(type));
  const place = (type: string) => (FIRST.includes(type) ? FIRST.indexOf(type) : FIRST.length);
  return groups
    .toSorted(([one], [other]) => place(one) - place(other))
    .map(
      ([type, own]) => `<h3>${word(`type ${type}`)}</h3>${own.map((item) => writeItem(item, cited, word)).join("\n")}`,
    )
    .join("");
}

const BY = { model: "byModel", rules: "byRules", person: "byPerson" } as const;

function writeItem(item: OutcomeItem, cited: CitedTurns, word: Word): string {
  const { content, speakers, correctedBy, madeBy } = item;
  const quotations = content.type === "theme" ? content.quotations : [];
  const linked = item.turnIds.filter((id) => quotations.every(({ turnId }) => turnId !== id));
  const notes = [
    ...(speakers.length > 0 ? [speakers.map(({ name }) => `<bdi>${escapeHtml(name)}</bdi>`).join(", ")] : []),
    ...detailsOf(item, word),
    ...linked.flatMap((turnId) => linkTo(turnId, cited, word)),
    word(BY[correctedBy ? "person" : madeBy]),
  ];
  return `<section><p class="said" dir="auto">${content.type === "theme" ? `<strong>${escapeHtml(content.text)}</strong>` : escapeHtml(content.text)}</p>
${quotations.map((quotation) => quote(quotation, cited, word)).join("")}
<p class="soft">${notes.join(" · ")}</p></section>`;
}

function detailsOf({ content, votes }: OutcomeItem, word: Word): string[] {
  if (content.type === "idea") return [`${votes} ${word("votes")}`];
  if (content.type === "topic") return [word(content.isCovered ? "covered" : "notCovered")];
  if (content.type !== "task") return [];
  return [content.owner, content.due, ...content.resources].flatMap((each) => (each ? [escapeHtml(each)] : []));
}

/** A link to the turn in the transcript below; none where it is not there. */
function linkTo(turnId: string, cited: CitedTurns, word: Word): string[] {
  const turn = cited.get(turnId);
  return turn ? [`<a href="#turn-${escapeHtml(turnId)}">${word("turn")} ${turn.number}</a>`] : [];
}

/** Words of a turn, with who said them and where. */
export function quote({ turnId, text, speakerName }: Quoted, cited: CitedTurns, word: Word): string {
  const name = speakerName ?? cited.get(turnId)?.speakerName ?? "";
  const where = [`<bdi>${escapeHtml(name)}</bdi>`, ...linkTo(turnId, cited, word)].join(" · ");
  return `<blockquote dir="auto">${escapeHtml(text)} <span class="soft">${where}</span></blockquote>`;
}
