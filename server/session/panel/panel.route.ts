import { z } from "zod";
import { Session } from "../../../schema/messages/session.ts";
import { PanelWish } from "../../../schema/messages/session-panel.ts";
import { defineRoute, type Route } from "../../http/define-route.ts";
import type { SessionPanel } from "./session-panel.ts";

export const sessionPanelRoutes = (panel: SessionPanel): Route[] => [
  defineRoute(
    {
      method: "post",
      path: "/api/sessions/:id/panel",
      summary: "Have respondents of a matched panel, or of a completed run, stand up as its personas",
      area: "Sessions",
      access: ["facilitator", "admin"],
      params: z.object({ id: z.string().min(1).max(100) }),
      body: PanelWish,
      answer: Session,
    },
    ({ scope, params: { id }, body }) => panel.standUp(scope, id, body),
  ),
];
