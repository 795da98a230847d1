/** Results of a run, and its report, over HTTP (SPEC S7), for facilitators and admins. */
import { z } from "zod";
import { planSize } from "../../../engine/survey/statistics/plan-size.ts";
import {
  Crosstab,
  CrosstabQuery,
  RunResults,
  SampleSize,
  SampleSizeQuery,
} from "../../../schema/messages/run-results.ts";
import { RunChanges, RunChangesQuery } from "../../../schema/messages/run-changes.ts";
import { BaselineChoice } from "../../../schema/messages/human-baseline.ts";
import { defineRoute, type Route } from "../../http/define-route.ts";
import type { PrintPage } from "../../print/print-page.adapter.ts";
import type { RunExport } from "../export/run-export.ts";
import type { ResultsOfRuns } from "./run-results.ts";

const area = "Runs";
const access = ["facilitator", "admin"] as const;
const params = z.object({ id: z.string().min(1).max(100) });

export const runResultRoutes = (
  results: ResultsOfRuns,
  runExport: Pick<RunExport, "manifest">,
  print: PrintPage,
): Route[] => [...resultRoutes(results), ...reportRoutes(results, runExport, print)];

const resultRoutes = (results: ResultsOfRuns): Route[] => [
  defineRoute(
    {
      method: "get",
      path: "/api/runs/:id/results",
      summary:
        "What its respondents answered so far: shares with bands, distances, groups, comparisons, warnings; `baseline`: whose answers stand beside, or none",
      area,
      access,
      params,
      query: BaselineChoice,
      answer: RunResults,
    },
    ({ scope, params: { id }, query: { baseline } }) => results.find(scope, id, baseline),
  ),
  defineRoute(
    {
      method: "get",
      path: "/api/runs/:id/crosstab",
      summary: "Two of its questions against each other: respondents by both answers, Cramér's V, tests",
      area,
      access,
      params,
      query: CrosstabQuery,
      answer: Crosstab,
    },
    ({ scope, params: { id }, query }) => results.cross(scope, id, query),
  ),
  defineRoute(
    {
      method: "get",
      path: "/api/runs/:id/changes",
      summary:
        "What changed from it to the run `to`, among respondents of the same backstory for the same person wanted: effect sizes, paired tests, Holm over the questions",
      area,
      access,
      params,
      query: RunChangesQuery,
      answer: RunChanges,
    },
    ({ scope, params: { id }, query: { to } }) => results.compare(scope, id, to),
  ),
  defineRoute(
    {
      method: "get",
      path: "/api/sample-size",
      summary: "How many respondents the 95 % band of a share takes to reach so far on either side; null: too many",
      area,
      access,
      query: SampleSizeQuery,
      answer: SampleSize,
    },
    async ({ query: { halfWidth, share, designEffect } }) => ({
      respondents: planSize(halfWidth, share, designEffect),
    }),
  ),
];

const reportRoutes = (results: ResultsOfRuns, runExport: Pick<RunExport, "manifest">, print: PrintPage): Route[] => [
  defineRoute(
    {
      method: "get",
      path: "/api/runs/:id/report",
      summary:
        "The same as one HTML page that needs nothing else, or printed to PDF, which needs a Chromium on the server's machine",
      area,
      access,
      params,
      query: BaselineChoice.extend({
        language: z.enum(["en", "de"]).default("en"),
        format: z.enum(["html", "pdf"]).default("html"),
      }),
      file: ["text/html", "application/pdf"],
    },
    async ({ scope, params: { id }, query: { language, format, baseline }, signal }) => {
      const [manifest, found] = await Promise.all([runExport.manifest(scope, id), results.find(scope, id, baseline)]);
      // Charts take a moment to load, which a start need not wait for.
      const { writeReport } = await import("../report/write-report.ts");
      const page = writeReport(manifest, found, language);
      return format === "html"
        ? { name: "report.html", contentType: "text/html; charset=utf-8", content: page }
        : { name: "report.pdf", contentType: "application/pdf", content: await print(page, signal) };
    },
  ),
];
