/** Coding by hand what was said in a session, over HTTP (SPEC C9): for its facilitators, each for themselves. */
import { z } from "zod";
import { CodeDraft, Codebook, CodingChange } from "../../../schema/messages/session-codebook.ts";
import { defineRoute, type Route } from "../../http/define-route.ts";
import { CODEBOOK_TYPES } from "./export-codebook.ts";
import type { SessionCoding } from "./session-coding.ts";

const area = "Sessions";
const access = "signed-in";
const params = z.object({ id: z.string().min(1).max(100) });
const ofCode = params.extend({ codeId: z.string().min(1).max(100) });

export const sessionCodingRoutes = (coding: SessionCoding): Route[] => [
  defineRoute(
    {
      method: "get",
      path: "/api/sessions/:id/codebook",
      summary: "Its codes, who coded which turn, how far they agree, and suggestions apart from that",
      area,
      access,
      params,
      answer: Codebook,
    },
    ({ scope, params: { id } }) => coding.read(scope, id),
  ),
  defineRoute(
    {
      method: "post",
      path: "/api/sessions/:id/codes",
      summary: "Add a code",
      area,
      access,
      params,
      status: 201,
      body: CodeDraft,
      answer: Codebook,
    },
    ({ scope, params: { id }, body }) => coding.add(scope, id, body),
  ),
  defineRoute(
    {
      method: "put",
      path: "/api/sessions/:id/codes/:codeId",
      summary: "Rename a code, or say anew when a turn gets it; what was coded by it stays",
      area,
      access,
      params: ofCode,
      body: CodeDraft,
      answer: Codebook,
    },
    ({ scope, params: { id, codeId }, body }) => coding.rename(scope, id, codeId, body),
  ),
  defineRoute(
    {
      method: "delete",
      path: "/api/sessions/:id/codes/:codeId",
      summary: "Delete a code, with what was coded by it",
      area,
      access,
      params: ofCode,
    },
    ({ scope, params: { id, codeId } }) => coding.remove(scope, id, codeId),
  ),
  defineRoute(
    {
      method: "put",
      path: "/api/sessions/:id/codings",
      summary: "Give a turn a code, or take back that I did",
      area,
      access,
      params,
      body: CodingChange,
    },
    ({ scope, params: { id }, body }) => coding.set(scope, id, body),
  ),
  defineRoute(
    {
      method: "get",
      path: "/api/sessions/:id/codebook/export",
      summary:
        "Codings as CSV, a row for each turn, code and coder; or as REFI-QDA the codebook, or a project with the transcript and who coded what",
      area,
      access,
      params,
      query: z.object({ format: z.enum(["csv", "qdc", "qdpx"]) }),
      file: Object.values(CODEBOOK_TYPES),
    },
    ({ scope, params: { id }, query: { format } }) => coding.export(scope, id, format),
  ),
];
