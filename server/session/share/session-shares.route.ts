/** Sharing what a session left, over HTTP (SPEC C9). */
import { z } from "zod";
import { NewShare, ShareDraft, ShareList, ShareUse } from "../../../schema/messages/session-share.ts";
import { defineRoute, type Route } from "../../http/define-route.ts";
import { reportFile } from "../report/session-results.route.ts";
import type { SessionShares } from "./session-shares.ts";

const area = "Sessions";
const access = "signed-in";
const params = z.object({ id: z.string().min(1).max(100) });

export const sessionShareRoutes = (shares: SessionShares): Route[] => [
  defineRoute(
    {
      method: "get",
      path: "/api/sessions/:id/shares",
      summary: "Links that show what it left, newest first, and whether one may show anything",
      area,
      access,
      params,
      answer: ShareList,
    },
    ({ scope, params: { id } }) => shares.list(scope, id),
  ),
  defineRoute(
    {
      method: "post",
      path: "/api/sessions/:id/shares",
      summary: "Make a link that shows its report to anybody who has it, read-only",
      area,
      access,
      params,
      status: 201,
      body: ShareDraft,
      answer: NewShare,
    },
    ({ scope, params: { id }, body: { days } }) => shares.make(scope, id, days),
  ),
  defineRoute(
    {
      method: "delete",
      path: "/api/sessions/:id/shares/:shareId",
      summary: "Withdraw such a link: it shows nothing any longer",
      area,
      access,
      params: params.extend({ shareId: z.string().min(1).max(100) }),
    },
    ({ scope, params: { id, shareId } }) => shares.withdraw(scope, id, shareId),
  ),
  defineRoute(
    {
      method: "post",
      path: "/api/shared-sessions",
      summary: "The report that a link shows, as an HTML page, for anybody who has its token",
      area,
      access: "anyone",
      body: ShareUse,
      file: ["text/html"],
    },
    async ({ body: { token, language } }) => reportFile(await shares.open(token), language),
  ),
];
