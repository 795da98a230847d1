/** A conversation as a self-contained file (SPEC C8). */
import type { EXPORT_FORMATS } from "../../../schema/messages/conversation.ts";
import type { FileAnswer, FileInParts } from "../../http/define-route.ts";
import type { PrintPage } from "../../print/print-page.adapter.ts";
import type { Exported } from "./exported.ts";
import { writeDocxInWorker } from "./write-docx-in-worker.adapter.ts";
import { writeHtml } from "./write-html.ts";
import { writeJson } from "./write-json.ts";
import { writeMarkdown } from "./write-markdown.ts";
import { writeTurns } from "./write-turns.ts";
import { writeVtt } from "./write-vtt.ts";

export type ExportFormat = (typeof EXPORT_FORMATS)[number];

export const EXPORT_TYPES: Record<ExportFormat, string> = {
  json: "application/json",
  md: "text/markdown; charset=utf-8",
  csv: "text/csv; charset=utf-8",
  html: "text/html; charset=utf-8",
  docx: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
  pdf: "application/pdf",
  vtt: "text/vtt; charset=utf-8",
};

/** What the slow formats need: a browser that prints, and until when they are wanted. */
type Means = { print: PrintPage; signal: AbortSignal };

/** Written while they are sent. */
const inParts: Record<Exclude<ExportFormat, "docx" | "pdf">, (exported: Exported) => AsyncIterable<string>> = {
  json: ({ head, readTurns }) => writeJson(head, { name: "turns", pages: readTurns("said") }),
  md: writeMarkdown,
  csv: writeTurns,
  html: writeHtml,
  vtt: writeVtt,
};

export async function exportConversation(
  exported: Exported,
  format: ExportFormat,
  { print, signal }: Means,
): Promise<FileAnswer | FileInParts> {
  const title =
    exported.head.title
      .replace(/[^\p{L}\p{N}]+/gu, "-")
      .replace(/^-|-$/g, "")
      .slice(0, 60) || "conversation";
  const file = { name: `${title}.${format}`, contentType: EXPORT_TYPES[format] };
  if (format === "docx") return { ...file, content: await writeDocxInWorker(exported, signal) };
  if (format === "pdf") return { ...file, content: await print(writeHtml(exported), signal) };
  return { ...file, parts: inParts[format](exported) };
}
