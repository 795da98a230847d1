/** Runs over HTTP (SPEC S6), for facilitators and admins. */
import { z } from "zod";
import {
  Run,
  RunAnswerPage,
  RunAnswerQuery,
  RunBudgetChange,
  RunDraft,
  RunEstimate,
  RunEstimateQuestion,
  RunPage,
  RunQuery,
} from "../../../schema/messages/run.ts";
import { defineRoute, type Route } from "../../http/define-route.ts";
import type { createLaunch } from "./launch-run.ts";
import type { Runs } from "./runs.ts";

const area = "Runs";
const access = ["facilitator", "admin"] as const;
const params = z.object({ id: z.string().min(1).max(100) });
const path = "/api/runs/:id";

export const runRoutes = (runs: Runs, launch: ReturnType<typeof createLaunch>): Route[] => [
  ...launchRoutes(launch),
  ...readRoutes(runs),
  ...stepRoutes(runs),
];

const launchRoutes = (launch: ReturnType<typeof createLaunch>): Route[] => [
  defineRoute(
    {
      method: "post",
      path: "/api/surveys/:id/estimate",
      summary: "What a run of a survey would take: answers, tokens, cost; nothing is stored and no model called",
      area,
      access,
      params,
      body: RunEstimateQuestion,
      answer: RunEstimate,
    },
    ({ scope, params: { id }, body }) => launch.estimate(scope, id, body),
  ),
  defineRoute(
    {
      method: "post",
      path: "/api/surveys/:id/runs",
      summary: "Ask a survey of virtual respondents who stand for a target, as a job",
      area,
      access,
      status: 201,
      params,
      body: RunDraft,
      answer: Run,
    },
    ({ scope, params: { id }, body }) => launch.launch(scope, id, body),
  ),
];

const readRoutes = (runs: Runs): Route[] => [
  defineRoute(
    {
      method: "get",
      path: "/api/runs",
      summary: "Runs of the workspace, newest first",
      area,
      access,
      query: RunQuery,
      answer: RunPage,
    },
    ({ scope, query }) => runs.list(scope, query),
  ),
  defineRoute(
    { method: "get", path, summary: "One run: its progress, cost and panel", area, access, params, answer: Run },
    ({ scope, params: { id } }) => runs.find(scope, id),
  ),
  defineRoute(
    {
      method: "get",
      path: `${path}/answers`,
      summary: "Its answers, by respondent, each with what was shown, what was written and how it was read",
      area,
      access,
      params,
      query: RunAnswerQuery,
      answer: RunAnswerPage,
    },
    ({ scope, params: { id }, query }) => runs.listAnswers(scope, id, query),
  ),
];

const stepRoutes = (runs: Runs): Route[] => [
  defineRoute(
    {
      method: "post",
      path: `${path}/pause`,
      summary: "Pause it: calls in progress may finish",
      area,
      access,
      params,
      answer: Run,
    },
    ({ scope, params: { id } }) => runs.pause(scope, id),
  ),
  defineRoute(
    {
      method: "post",
      path: `${path}/resume`,
      summary: "Continue a paused or failed one where it stopped",
      area,
      access,
      params,
      answer: Run,
    },
    ({ scope, params: { id } }) => runs.resume(scope, id),
  ),
  defineRoute(
    {
      method: "post",
      path: `${path}/cancel`,
      summary: "End it; its answers are kept",
      area,
      access,
      params,
      answer: Run,
    },
    ({ scope, params: { id } }) => runs.cancel(scope, id),
  ),
  defineRoute(
    {
      method: "post",
      path: `${path}/budget`,
      summary: "Change what it may cost",
      area,
      access,
      params,
      body: RunBudgetChange,
      answer: Run,
    },
    ({ scope, params: { id }, body }) => runs.changeBudget(scope, id, body.budgetNano),
  ),
  defineRoute(
    { method: "delete", path, summary: "Delete one of mine that has ended, with its answers", area, access, params },
    ({ scope, params: { id } }) => runs.remove(scope, id),
  ),
];
