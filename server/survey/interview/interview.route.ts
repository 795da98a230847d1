/** Life interviews that make backstories (SPEC S2). */
import { randomInt } from "node:crypto";
import { z } from "zod";
import {
  InterviewDraft,
  InterviewEstimate,
  InterviewRound,
  InterviewRounds,
  InterviewVoices,
  LARGEST_SEED,
  PoolPlan,
  PoolPlanView,
  PoolQuality,
  SetAsidePage,
  SetAsideQuery,
} from "../../../schema/messages/interview.ts";
import { JobAction } from "../../../schema/messages/job.ts";
import { defineRoute, type Route } from "../../http/define-route.ts";
import type { Interviews } from "./interviews.ts";

const area = "Backstories";
const access = ["facilitator", "admin"] as const;
const Id = z.string().min(1).max(100);
const path = "/api/interviews";

export const interviewRoutes = (interviews: Interviews): Route[] => [
  ...roundRoutes(interviews),
  ...poolRoutes(interviews),
];

const roundRoutes = (interviews: Interviews): Route[] => [
  defineRoute(
    {
      method: "get",
      path,
      summary: "Rounds of interviews, newest first, with their progress and cost",
      area,
      access,
      answer: InterviewRounds,
    },
    ({ scope }) => interviews.list(scope),
  ),
  defineRoute(
    {
      method: "post",
      path,
      summary: "Interview new people, as a job: who, when it is told, by which routes, for how much at most",
      area,
      access,
      status: 201,
      body: InterviewDraft,
      answer: InterviewRound,
    },
    ({ scope, body }) => interviews.begin(scope, { ...body, seed: body.seed ?? randomInt(LARGEST_SEED) }),
  ),
  defineRoute(
    {
      method: "post",
      path: `${path}/estimate`,
      summary: "What such a round would take and cost",
      area,
      access,
      body: InterviewDraft,
      answer: InterviewEstimate,
    },
    async ({ body }) => interviews.estimate(body),
  ),
  defineRoute(
    {
      method: "get",
      path: `${path}/voices`,
      summary: "Who could be interviewed and who could check, as provider/model, and what is missing",
      area,
      access,
      answer: InterviewVoices,
    },
    async () => interviews.listVoices(),
  ),
  defineRoute(
    {
      method: "get",
      path: `${path}/rounds/:id`,
      summary: "One round",
      area,
      access,
      params: z.object({ id: Id }),
      answer: InterviewRound,
    },
    ({ scope, params }) => interviews.find(scope, params.id),
  ),
  defineRoute(
    {
      method: "post",
      path: `${path}/rounds/:id/:action`,
      summary: "Pause, resume, cancel or retry a round; answers that were accepted stay",
      area,
      access,
      params: z.object({ id: Id, action: JobAction }),
      answer: InterviewRound,
    },
    ({ scope, params: { id, action } }) => interviews.act(scope, id, action),
  ),
];

const poolRoutes = (interviews: Interviews): Route[] => [
  defineRoute(
    {
      method: "get",
      path: `${path}/set-aside`,
      summary: "Interviews that became no backstory, and why",
      area,
      access,
      query: SetAsideQuery,
      answer: SetAsidePage,
    },
    ({ scope, query }) => interviews.listSetAside(scope, query),
  ),
  defineRoute(
    {
      method: "get",
      path: `${path}/quality`,
      summary: "How good the pool is: lengths, spread, near-duplicates, and what the critic rejected",
      area,
      access,
      answer: PoolQuality,
    },
    ({ scope }) => interviews.readQuality(scope),
  ),
  defineRoute(
    { method: "get", path: `${path}/plan`, summary: "What keeps the pool filled", area, access, answer: PoolPlanView },
    ({ scope }) => interviews.readPlan(scope),
  ),
  defineRoute(
    {
      method: "put",
      path: `${path}/plan`,
      summary: "Keep the pool filled: when it is low, or every week, within a budget",
      area,
      access,
      body: PoolPlan,
      answer: PoolPlanView,
    },
    ({ scope, body }) => interviews.setPlan(scope, body),
  ),
];
