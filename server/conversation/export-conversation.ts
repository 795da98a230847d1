/** A conversation as a self-contained file: JSON, Markdown, CSV, HTML (SPEC C8). */
import { writeCsv } from "../../schema/rules/write-csv.ts";
import type { Conversation, EXPORT_FORMATS } from "../../schema/messages/conversation.ts";
import type { Outcome } from "../../schema/messages/outcome.ts";
import { describeItem, linksTo } from "../outcome/describe-item.ts";
import type { FileAnswer } from "../http/define-route.ts";
import { escapeHtml } from "../http/escape-html.ts";

export type ExportFormat = (typeof EXPORT_FORMATS)[number];
type Participants = { name: string; kind: string }[];
/** A conversation as its reader may see it, with what has become of it. */
type Exported = Conversation & { outcomes: readonly Outcome[] };

export const EXPORT_TYPES: Record<ExportFormat, string> = {
  json: "application/json",
  md: "text/markdown; charset=utf-8",
  csv: "text/csv; charset=utf-8",
  html: "text/html; charset=utf-8",
};

const writers: Record<ExportFormat, (conversation: Exported, participants: Participants) => string> = {
  json: (conversation, participants) =>
    `${JSON.stringify({ ...conversation, participants: participants.map(({ name, kind }) => ({ name, kind })) }, null, 2)}\n`,
  md: writeMarkdown,
  csv: writeTurns,
  html: writeHtml,
};

export function exportConversation(
  conversation: Exported,
  participants: Participants,
  format: ExportFormat,
): FileAnswer {
  const title =
    conversation.title
      .replace(/[^\p{L}\p{N}]+/gu, "-")
      .replace(/^-|-$/g, "")
      .slice(0, 60) || "conversation";
  return {
    name: `${title}.${format}`,
    contentType: EXPORT_TYPES[format],
    content: writers[format](conversation, participants),
  };
}

const NANO_PER_DOLLAR = 1e9;
const dollars = (nano: number): string => `$${(nano / NANO_PER_DOLLAR).toFixed(9).replace(/0{1,7}$/, "")}`;
const listNames = (participants: Participants): string =>
  participants.map(({ name, kind }) => `${name} (${kind})`).join(", ");
const markOf = (status: string): string => (status === "finished" ? "" : ` (${status})`);

function writeMarkdown(
  { title, topic, kind, costNano, turns, outcomes }: Exported,
  participants: Participants,
): string {
  const escape = (text: string) => text.replace(/[\\`*_{}[\]<>#|~]/g, "\\$&");
  const head = [
    `# ${escape(title)}`,
    "",
    ...(topic ? [`- Topic: ${escape(topic)}`] : []),
    `- Kind: ${kind}`,
    `- Participants: ${escape(listNames(participants))}`,
    `- Cost: ${dollars(costNano)}`,
  ];
  const linked = new Set(outcomes.flatMap(({ items }) => items.flatMap(({ turnIds }) => turnIds)));
  const sections = outcomes.flatMap(({ kind: ofKind, items }) => {
    const lines = items.map((item) => {
      const links = linksTo(item, turns).map(({ turnId, number }) => `[${number}](#turn-${turnId})`);
      return `- ${escape(describeItem(item, items))}${links.length > 0 ? ` (${links.join(", ")})` : ""}`;
    });
    return lines.length > 0 ? [`## Outcome: ${ofKind}`, "", ...lines, ""] : [];
  });
  const body = turns.map(({ id, speakerName, startedAt, status, text }) => {
    const quoted = escape(text).replace(/^/gm, "> ");
    const anchor = linked.has(id) ? `<a id="turn-${id}"></a>` : "";
    return `${anchor}**${escape(speakerName)}** · ${startedAt}${markOf(status)}\n\n${quoted}`;
  });
  return `${[...head, "", ...sections, ...body.flatMap((turn) => [turn, ""])].join("\n").trimEnd()}\n`;
}

const CSV_COLUMNS = [
  ...(["id", "speakerId", "speakerName", "speakerKind", "text", "status", "replyTo", "startedAt", "endedAt"] as const),
  ...(["inputTokens", "outputTokens", "costNano", "voice"] as const),
];

function writeTurns({ turns }: Conversation): string {
  return writeCsv([[...CSV_COLUMNS], ...turns.map((turn) => CSV_COLUMNS.map((column) => turn[column]))]);
}

function writeHtml({ title, topic, kind, costNano, turns, outcomes }: Exported, participants: Participants): string {
  const sections = outcomes.flatMap(({ kind: ofKind, items }) => {
    const lines = items.map((item) => {
      const links = linksTo(item, turns).map(({ turnId, number }) => `<a href="#${escapeHtml(turnId)}">${number}</a>`);
      return `<li>${escapeHtml(describeItem(item, items))} ${links.join(" ")}</li>`;
    });
    return lines.length > 0 ? [`<section><h2>Outcome: ${ofKind}</h2><ul>${lines.join("\n")}</ul></section>`] : [];
  });
  const body = turns.map(
    ({ id, speakerName, speakerKind, startedAt, status, text }) =>
      `<article id="${escapeHtml(id)}" class="${speakerKind}"><h2>${escapeHtml(speakerName)} <time datetime="${startedAt}">${startedAt}</time>${escapeHtml(markOf(status))}</h2><p>${escapeHtml(text)}</p></article>`,
  );
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<style>
body { font: 1rem/1.5 system-ui, sans-serif; max-width: 45rem; margin: 2rem auto; padding: 0 1rem; color: #222; background: #fff; }
h2 { font-size: 1rem; margin: 1.5rem 0 0.25rem; }
time { font-weight: normal; color: #595959; }
p, li { margin: 0; white-space: pre-wrap; }
.person p { border-left: 3px solid #a4561f; padding-left: 0.75rem; }
</style>
<h1>${escapeHtml(title)}</h1>
<dl>${topic && `<dt>Topic</dt><dd>${escapeHtml(topic)}</dd>`}<dt>Kind</dt><dd>${kind}</dd><dt>Participants</dt><dd>${escapeHtml(listNames(participants))}</dd><dt>Cost</dt><dd>${dollars(costNano)}</dd></dl>
${[...sections, ...body].join("\n")}
</html>
`;
}
