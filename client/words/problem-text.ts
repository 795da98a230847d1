import type { TFunction } from "i18next";
import { ApiProblem } from "../session/send-request.ts";

/** What went wrong in words for people: an ApiProblem, a room's Refusal or something unforeseen. */
export function problemText(error: unknown, t: TFunction): string {
  if (error instanceof ApiProblem)
    return error.status === 0 ? t("problem.unreachable") : error.message || t("problem.unknown");
  const { reason } = Object(error) as { reason?: unknown };
  return typeof reason === "string" && reason !== "" ? reason : t("problem.unknown");
}
