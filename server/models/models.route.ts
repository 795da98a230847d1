import {
  type ComplianceTier,
  ConfiguredModels,
  ModelCheckAnswer,
  ModelTry,
  ModelTryAnswer,
  TierChange,
} from "../../schema/messages/models.ts";
import type { Principal } from "../../engine/scope/scope.ts";
import { defineRoute, type Route } from "../http/define-route.ts";
import { createRateLimit } from "../http/rate-limit.middleware.ts";
import type { CreateLimiter } from "../redis/create-limiters.adapter.ts";
import type { RunningVoices } from "./voice-dependencies.ts";

const TRIES_A_MINUTE = 12;
const CHECKS_A_MINUTE = 3;
const OPERATORS = ["operator", "admin"] as const;
const area = "Models";

type Tiers = { changeTier(scope: Principal, tier: ComplianceTier): Promise<void> };

export function modelsRoutes(
  voices: Pick<RunningVoices, "describe" | "tryRoute" | "checkProviders">,
  tiers: Tiers,
  createLimiter: CreateLimiter,
): Route[] {
  const tries = createRateLimit(createLimiter("model-tries", TRIES_A_MINUTE, 60));
  const checks = createRateLimit(createLimiter("model-checks", CHECKS_A_MINUTE, 60));
  return [
    defineRoute(
      {
        method: "get",
        path: "/api/models",
        summary: "Which models can speak here, how they do, and which one does",
        area,
        access: "signed-in",
        answer: ConfiguredModels,
      },
      async () => voices.describe(),
    ),
    defineRoute(
      {
        method: "post",
        path: "/api/models/try",
        summary: "One short line from one route; paid and written down like any other call",
        area,
        access: OPERATORS,
        body: ModelTry,
        answer: ModelTryAnswer,
      },
      async ({ body, caller, scope }) => {
        await tries.count(caller.userId);
        return voices.tryRoute(body.route, scope);
      },
    ),
    defineRoute(
      {
        method: "post",
        path: "/api/models/check",
        summary: "Ask every provider now how it does, with one short call each",
        area,
        access: OPERATORS,
        answer: ModelCheckAnswer,
      },
      async ({ caller, scope }) => {
        await checks.count(caller.userId);
        return { providers: await voices.checkProviders(scope) };
      },
    ),
    defineRoute(
      {
        method: "put",
        path: "/api/models/tier",
        summary: "Where the words of this workspace may go",
        area,
        access: OPERATORS,
        body: TierChange,
        answer: TierChange,
      },
      async ({ body, scope }) => {
        await tiers.changeTier(scope, body.tier);
        return body;
      },
    ),
  ];
}
