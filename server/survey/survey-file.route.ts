/** Surveys as files, out and in (SPEC S1). */
import { ImportedSurvey, SurveyExportFormat, SurveyFile } from "../../schema/messages/survey.ts";
import { exportSurvey } from "../../schema/rules/survey/export/export-survey.ts";
import { importSurvey } from "../../schema/rules/survey/import/import-survey.ts";
import { defineRoute, type Route } from "../http/define-route.ts";
import { access, area, params, VersionQuery } from "./survey.route.ts";
import { refuse, type Surveys } from "./surveys.ts";

export const surveyFileRoutes = (surveys: Surveys): Route[] => [
  defineRoute(
    {
      method: "post",
      path: "/api/surveys/import",
      summary:
        "Read a file of SurveyJS (JSON), Qualtrics (QSF) or CSV; stores nothing, and lists what was not understood",
      area,
      access,
      body: SurveyFile,
      answer: ImportedSurvey,
    },
    async ({ body: { name, text } }) => {
      const { imported, problem } = importSurvey(name, text);
      if (problem) throw refuse(422, problem);
      return imported;
    },
  ),
  defineRoute(
    {
      method: "get",
      path: "/api/surveys/:id/export",
      summary: "A survey as SurveyJS's JSON, as CSV, as a codebook, or as syntax for SPSS",
      area,
      access,
      params,
      query: VersionQuery.extend({ format: SurveyExportFormat.default("json") }),
      file: ["application/json", "text/csv", "text/plain"],
    },
    async ({ scope, params: { id }, query: { version, format } }) =>
      exportSurvey(await surveys.find(scope, id, version ?? null), format),
  ),
];
