/** What a session leaves, over HTTP (SPEC C9): for its facilitators. */
import { z } from "zod";
import { SessionResults } from "../../../schema/messages/session-results.ts";
import { defineRoute, type FileInParts, type Route } from "../../http/define-route.ts";
import type { PrintPage } from "../../print/print-page.adapter.ts";
import type { ResultsOfSessions } from "./session-results.ts";
import { DATA_TYPES, exportSession } from "./export-session.ts";
import type { OpenResults } from "./summarise-session.ts";

const area = "Sessions";
const access = "signed-in";
const params = z.object({ id: z.string().min(1).max(100) });

export async function reportFile(results: OpenResults, language: "en" | "de"): Promise<FileInParts> {
  // Charts take a moment to load, which a start need not wait for.
  const { writeSessionReport } = await import("./write-session-report.ts");
  const parts = writeSessionReport(results, language);
  return { name: "report.html", contentType: "text/html; charset=utf-8", parts };
}

export const sessionResultRoutes = (results: ResultsOfSessions, print: PrintPage): Route[] => [
  defineRoute(
    {
      method: "get",
      path: "/api/sessions/:id/results",
      summary: "What it leaves so far: shares of talk, what came out, pinned quotations, costs, turns",
      area,
      access,
      params,
      answer: SessionResults,
    },
    ({ scope, params: { id } }) => results.find(scope, id),
  ),
  defineRoute(
    {
      method: "get",
      path: "/api/sessions/:id/report",
      summary:
        "The same as one HTML page that needs nothing else, or printed to PDF, which needs a Chromium on the server's machine",
      area,
      access,
      params,
      query: z.object({
        language: z.enum(["en", "de"]).default("en"),
        format: z.enum(["html", "pdf"]).default("html"),
      }),
      file: ["text/html", "application/pdf"],
    },
    async ({ scope, params: { id }, query: { language, format }, signal }) => {
      const page = await reportFile(await results.open(scope, id), language);
      if (format === "html") return page;
      return { name: "report.pdf", contentType: "application/pdf", content: await print(page.parts, signal) };
    },
  ),
  defineRoute(
    {
      method: "get",
      path: "/api/sessions/:id/export",
      summary: "Its data as a file: a row for each turn, or all of it as JSON",
      area,
      access,
      params,
      query: z.object({ format: z.enum(["csv", "json"]).default("csv") }),
      file: Object.values(DATA_TYPES),
    },
    async ({ scope, params: { id }, query: { format } }) => exportSession(await results.open(scope, id), format),
  ),
];
