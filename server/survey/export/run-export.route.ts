/** Files of a run over HTTP (SPEC S9), for facilitators and admins. */
import { z } from "zod";
import { RunPeoplePage, RunPeopleQuery } from "../../../schema/messages/run-people.ts";
import { RunManifest } from "../../../schema/messages/run-manifest.ts";
import { defineRoute, type Route } from "../../http/define-route.ts";
import { RUN_FILE_FORMATS, type RunExport } from "./run-export.ts";

const area = "Runs";
const access = ["facilitator", "admin"] as const;
const params = z.object({ id: z.string().min(1).max(100) });

export const runExportRoutes = (runExport: RunExport): Route[] => [
  defineRoute(
    {
      method: "get",
      path: "/api/runs/:id/export",
      summary:
        "Its answers as a file: who answered what to which prompt, and what the model wrote (csv, json); a row per respondent and repeat (wide), and SPSS syntax that reads it (spss)",
      area,
      access,
      params,
      query: z.object({ format: z.enum(RUN_FILE_FORMATS).default("csv") }),
      file: ["text/csv", "application/json", "text/plain"],
    },
    ({ scope, params: { id }, query: { format } }) => runExport.answers(scope, id, format),
  ),
  defineRoute(
    {
      method: "get",
      path: "/api/runs/:id/people",
      summary: "The respondents behind an answer, each with the words it was read from",
      area,
      access,
      params,
      query: RunPeopleQuery,
      answer: RunPeoplePage,
    },
    ({ scope, params: { id }, query }) => runExport.people(scope, id, query),
  ),
  defineRoute(
    {
      method: "get",
      path: "/api/runs/:id/manifest",
      summary: "All by which it can be repeated, with hashes of its prompts and counts of its answers to compare",
      area,
      access,
      params,
      answer: RunManifest,
    },
    ({ scope, params: { id } }) => runExport.manifest(scope, id),
  ),
];
