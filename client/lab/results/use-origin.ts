import { useTranslation } from "react-i18next";
import type { RunSummary } from "../../../schema/messages/run.ts";
import type { RunResults } from "../../../schema/messages/run-results.ts";
import { answersIn } from "./results-api.ts";

/** In sentences: that the answers are simulated, by which models, how, and when; how many, where more may come. */
export function useOrigin(
  { settings, status, endedAt, createdAt }: Pick<RunSummary, "settings" | "status" | "endedAt" | "createdAt">,
  results: RunResults,
): string {
  const { t, i18n } = useTranslation("lab");
  const origin = t("results.origin", {
    method: t(`results.methods.${settings.method}`),
    models: results.models.map(({ model }) => model).join(", ") || (settings.model ?? "–"),
    date: new Date(endedAt ?? createdAt).toLocaleDateString(i18n.language, { dateStyle: "long" }),
  });
  return status === "COMPLETED" ? origin : `${origin} ${t("results.soFar", { count: answersIn(results) })}`;
}
