/** A conversation as a self-contained file (SPEC C8). */
import type { EXPORT_FORMATS } from "../../../schema/messages/conversation.ts";
import type { FileAnswer } from "../../http/define-route.ts";
import type { PrintPage } from "../../print/print-page.adapter.ts";
import type { Exported } from "./exported.ts";
import { writeDocxInWorker } from "./write-docx-in-worker.adapter.ts";
import { writeHtml } from "./write-html.ts";
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
type Content = FileAnswer["content"];

const writers: Record<ExportFormat, (exported: Exported, means: Means) => Content | Promise<Content>> = {
  json: (exported) => `${JSON.stringify(exported, null, 2)}\n`,
  md: writeMarkdown,
  csv: writeTurns,
  html: writeHtml,
  docx: (exported, { signal }) => writeDocxInWorker(exported, signal),
  pdf: (exported, { print, signal }) => print(writeHtml(exported), signal),
  vtt: writeVtt,
};

export async function exportConversation(exported: Exported, format: ExportFormat, means: Means): Promise<FileAnswer> {
  const title =
    exported.title
      .replace(/[^\p{L}\p{N}]+/gu, "-")
      .replace(/^-|-$/g, "")
      .slice(0, 60) || "conversation";
  return {
    name: `${title}.${format}`,
    contentType: EXPORT_TYPES[format],
    content: await writers[format](exported, means),
  };
}
