/** A conversation as a self-contained file: JSON, Markdown, CSV, HTML (SPEC C8). */
import { writeCsv } from "../../schema/rules/write-csv.ts";
import type { Conversation, EXPORT_FORMATS } from "../../schema/messages/conversation.ts";
import type { FileAnswer } from "../http/define-route.ts";

export type ExportFormat = (typeof EXPORT_FORMATS)[number];
type Participants = { name: string; kind: string }[];

export const EXPORT_TYPES: Record<ExportFormat, string> = {
  json: "application/json",
  md: "text/markdown; charset=utf-8",
  csv: "text/csv; charset=utf-8",
  html: "text/html; charset=utf-8",
};

const writers: Record<ExportFormat, (conversation: Conversation, participants: Participants) => string> = {
  json: (conversation, participants) =>
    `${JSON.stringify({ ...conversation, participants: participants.map(({ name, kind }) => ({ name, kind })) }, null, 2)}\n`,
  md: writeMarkdown,
  csv: writeTurns,
  html: writeHtml,
};

export function exportConversation(
  conversation: Conversation,
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

function writeMarkdown({ title, topic, kind, costNano, turns }: Conversation, participants: Participants): string {
  const escape = (text: string) => text.replace(/[\\`*_{}[\]<>#|~]/g, "\\$&");
  const head = [
    `# ${escape(title)}`,
    "",
    `- Topic: ${escape(topic)}`,
    `- Kind: ${kind}`,
    `- Participants: ${escape(listNames(participants))}`,
    `- Cost: ${dollars(costNano)}`,
  ];
  const body = turns.map(({ speakerName, startedAt, status, text }) => {
    const quoted = escape(text).replace(/^/gm, "> ");
    return `**${escape(speakerName)}** · ${startedAt}${markOf(status)}\n\n${quoted}`;
  });
  return `${[...head, "", ...body.flatMap((turn) => [turn, ""])].join("\n").trimEnd()}\n`;
}

const CSV_COLUMNS = [
  ...(["id", "speakerId", "speakerName", "speakerKind", "text", "status", "replyTo", "startedAt", "endedAt"] as const),
  ...(["inputTokens", "outputTokens", "costNano", "voice"] as const),
];

function writeTurns({ turns }: Conversation): string {
  return writeCsv([[...CSV_COLUMNS], ...turns.map((turn) => CSV_COLUMNS.map((column) => turn[column]))]);
}

const HTML_ESCAPES: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };
const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (character) => HTML_ESCAPES[character]!);

function writeHtml({ title, topic, kind, costNano, turns }: Conversation, participants: Participants): string {
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
p { margin: 0; white-space: pre-wrap; }
.person p { border-left: 3px solid #a4561f; padding-left: 0.75rem; }
</style>
<h1>${escapeHtml(title)}</h1>
<dl><dt>Topic</dt><dd>${escapeHtml(topic)}</dd><dt>Kind</dt><dd>${kind}</dd><dt>Participants</dt><dd>${escapeHtml(listNames(participants))}</dd><dt>Cost</dt><dd>${dollars(costNano)}</dd></dl>
${body.join("\n")}
</html>
`;
}
