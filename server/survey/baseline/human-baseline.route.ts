/** Uploaded human baselines over HTTP (SPEC S7), for facilitators and admins. */
import { z } from "zod";
import {
  HumanBaseline,
  HumanBaselineDraft,
  HumanBaselineList,
  RunBaselines,
} from "../../../schema/messages/human-baseline.ts";
import { defineRoute, type Route } from "../../http/define-route.ts";
import type { RunExport } from "../export/run-export.ts";
import type { HumanBaselines } from "./human-baselines.ts";

const access = ["facilitator", "admin"] as const;
const area = "Surveys";
const params = z.object({ id: z.string().min(1).max(100) });
/** The CSV, whose characters JSON may escape, and the codebook. */
const BODY_LIMIT = "10mb";

export const humanBaselineRoutes = (baselines: HumanBaselines, runs: Pick<RunExport, "find">): Route[] => [
  defineRoute(
    {
      method: "get",
      path: "/api/human-baselines",
      summary: "Tables of people's answers that were uploaded, newest first, with what of them was not understood",
      area,
      access,
      answer: HumanBaselineList,
    },
    async ({ scope }) => ({ items: await baselines.list(scope) }),
  ),
  defineRoute(
    {
      method: "post",
      path: "/api/human-baselines",
      summary:
        "Upload people's answers: CSV with a heading for each column, a row for each person, and a codebook; 422 names all that is wrong",
      area,
      access,
      status: 201,
      body: HumanBaselineDraft,
      bodyLimit: BODY_LIMIT,
      answer: HumanBaseline,
    },
    ({ scope, body }) => baselines.create(scope, body),
  ),
  defineRoute(
    {
      method: "delete",
      path: "/api/human-baselines/:id",
      summary: "Delete an uploaded baseline; only who uploaded it and admins do",
      area,
      access,
      params,
    },
    ({ scope, params: { id } }) => baselines.remove(scope, id),
  ),
  defineRoute(
    {
      method: "get",
      path: "/api/runs/:id/baselines",
      summary:
        "Human baselines with answers to questions of a run, worded alike; the first stands beside it unless chosen otherwise",
      area: "Runs",
      access,
      params,
      answer: RunBaselines,
    },
    async ({ scope, params: { id } }) => ({
      items: await baselines.listBeside(scope, (await runs.find(scope, id)).survey),
    }),
  ),
];
