/** The groups of one guide side by side, over HTTP (SPEC C9): for those who lead them. */
import { z } from "zod";
import { ModelError } from "../../../engine/model/language-model.ts";
import { SessionGroups, ThemeNaming } from "../../../schema/messages/session-groups.ts";
import { toModelProblem } from "../../chat/to-voice-problem.ts";
import { defineRoute, type Route } from "../../http/define-route.ts";
import { createRateLimit } from "../../http/rate-limit.middleware.ts";
import type { PrintPage } from "../../print/print-page.adapter.ts";
import type { CreateLimiter } from "../../redis/create-limiters.adapter.ts";
import { DATA_TYPES } from "../report/export-session.ts";
import { exportGroups } from "./export-groups.ts";
import type { GroupsOfGuide } from "./session-groups.ts";

const area = "Sessions";
const access = "signed-in";
/** Who is charged for what a model is asked. */
const keepers = ["facilitator", "admin"] as const;
const params = z.object({ id: z.string().min(1).max(100) });
const path = "/api/sessions/:id/groups";
const ASKED_PER_HOUR = 30;

export const sessionGroupRoutes = (
  groups: GroupsOfGuide,
  { print, createLimiter }: { print: PrintPage; createLimiter: CreateLimiter },
): Route[] => [
  defineRoute(
    {
      method: "get",
      path,
      summary: "The groups of its guide side by side: shares of talk, themes with quotations, what was asked of all",
      area,
      access,
      params,
      answer: SessionGroups,
    },
    ({ scope, params: { id } }) => groups.read(scope, id),
  ),
  ...naming(groups, createLimiter),
  defineRoute(
    {
      method: "get",
      path: `${path}/report`,
      summary: "The same as one HTML page, with the transcripts of all, or printed to PDF",
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
      // Charts take a moment to load, which a start need not wait for.
      const { writeGroupsReport } = await import("./write-groups-report.ts");
      const parts = writeGroupsReport(await groups.compare(scope, id), language);
      if (format === "html") return { name: "groups.html", contentType: "text/html; charset=utf-8", parts };
      return { name: "groups.pdf", contentType: "application/pdf", content: await print(parts, signal) };
    },
  ),
  defineRoute(
    {
      method: "get",
      path: `${path}/export`,
      summary:
        "Their themes and answers as CSV, a row for each quotation and each answer by group; or all of it as JSON",
      area,
      access,
      params,
      query: z.object({ format: z.enum(["csv", "json"]).default("csv") }),
      file: Object.values(DATA_TYPES),
    },
    async ({ scope, params: { id }, query: { format } }) => exportGroups(await groups.read(scope, id), format),
  ),
];

function naming(groups: GroupsOfGuide, createLimiter: CreateLimiter): Route[] {
  const asked = createRateLimit(createLimiter("gathered-themes", ASKED_PER_HOUR, 3600));
  return [
    defineRoute(
      {
        method: "put",
        path: `${path}/themes`,
        summary: "Name themes of its groups, which brings those of one name together; or let their words count again",
        area,
        access,
        params,
        body: ThemeNaming,
        answer: SessionGroups,
      },
      ({ scope, params: { id }, body }) => groups.name(scope, id, body),
    ),
    defineRoute(
      {
        method: "post",
        path: `${path}/themes/proposals`,
        summary: "Have a model bring the themes of its groups together; what people named stays",
        area,
        access: keepers,
        params,
        answer: SessionGroups,
      },
      async ({ scope, caller, params: { id } }) => {
        await asked.count(caller.userId);
        return groups.gather(scope, id).catch((error: unknown) => {
          throw error instanceof ModelError ? toModelProblem(error) : error;
        });
      },
    ),
  ];
}
