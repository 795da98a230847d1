/** Surveys over HTTP (SPEC S1), for facilitators and admins. */
import { z } from "zod";
import {
  PromptPreview,
  PromptPreviewQuery,
  Survey,
  SurveyChange,
  SurveyDraft,
  SurveyPage,
  SurveyQuery,
  SurveyStatusChange,
  SurveyVersions,
} from "../../schema/messages/survey.ts";
import { defineRoute, type Route } from "../http/define-route.ts";
import type { Surveys } from "./surveys.ts";

export const access = ["facilitator", "admin"] as const;
export const area = "Surveys";
export const params = z.object({ id: z.string().min(1).max(100) });
export const VersionQuery = z.object({ version: z.coerce.number().int().min(1).max(2_147_483_647).optional() });

export const surveyRoutes = (surveys: Surveys): Route[] => [
  ...collectionRoutes(surveys),
  ...oneSurveyRoutes(surveys),
  previewRoute(),
];

const collectionRoutes = (surveys: Surveys): Route[] => [
  defineRoute(
    {
      method: "get",
      path: "/api/surveys",
      summary: "Surveys of the workspace, newest first; archived ones only if asked for",
      area,
      access,
      query: SurveyQuery,
      answer: SurveyPage,
    },
    ({ scope, query }) => surveys.list(scope, query),
  ),
  defineRoute(
    {
      method: "post",
      path: "/api/surveys",
      summary: "Make a survey, as a draft; `model` is SurveyJS's JSON",
      area,
      access,
      status: 201,
      body: SurveyDraft,
      answer: Survey,
    },
    ({ scope, body }) => surveys.create(scope, body),
  ),
];

const oneSurveyRoutes = (surveys: Surveys): Route[] => [
  defineRoute(
    {
      method: "get",
      path: "/api/surveys/:id",
      summary: "One survey, in its latest version or another, with what is wrong with it",
      area,
      access,
      params,
      query: VersionQuery,
      answer: Survey,
    },
    ({ scope, params: { id }, query: { version } }) => surveys.find(scope, id, version ?? null),
  ),
  defineRoute(
    {
      method: "put",
      path: "/api/surveys/:id",
      summary: "Make its next version; 409 when `version` is no longer the latest",
      area,
      access,
      params,
      body: SurveyChange,
      answer: Survey,
    },
    ({ scope, params: { id }, body }) => surveys.change(scope, id, body),
  ),
  defineRoute(
    {
      method: "put",
      path: "/api/surveys/:id/status",
      summary: "Publish it, if it has no errors, archive it, or make it a draft again",
      area,
      access,
      params,
      body: SurveyStatusChange,
      answer: Survey,
    },
    ({ scope, params: { id }, body }) => surveys.setStatus(scope, id, body),
  ),
  defineRoute(
    {
      method: "get",
      path: "/api/surveys/:id/versions",
      summary: "Its versions, newest first",
      area,
      access,
      params,
      answer: SurveyVersions,
    },
    ({ scope, params: { id } }) => surveys.listVersions(scope, id),
  ),
  defineRoute(
    {
      method: "delete",
      path: "/api/surveys/:id",
      summary: "Delete one I made, or as an admin any, with its versions",
      area,
      access,
      params,
    },
    ({ scope, params: { id } }) => surveys.remove(scope, id),
  ),
];

const previewRoute = (): Route =>
  defineRoute(
    {
      method: "post",
      path: "/api/surveys/prompt",
      summary: "What a virtual respondent reads first, or after these answers; nothing is stored and no model called",
      area,
      access,
      body: PromptPreviewQuery,
      answer: PromptPreview,
    },
    async ({ body }) => (await import("./preview-prompt.ts")).previewPrompt(body),
  );
