import { ConfiguredModels } from "../../schema/messages/models.ts";
import { defineRoute, type Route } from "../http/define-route.ts";
import type { RunningVoices } from "./create-voices.adapter.ts";

export const modelsRoutes = (voices: Pick<RunningVoices, "describe">): Route[] => [
  defineRoute(
    {
      method: "get",
      path: "/api/models",
      summary: "Which models can speak here, and which one does",
      area: "Models",
      access: "signed-in",
      answer: ConfiguredModels,
    },
    async () => voices.describe(),
  ),
];
