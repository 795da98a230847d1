import type { TFunction } from "i18next";
import type { UsageRow } from "../../../../schema/messages/usage.ts";
import { nameRoute } from "../../../words/name-route.ts";

export type NamedGroup = "persona" | "circle" | "model" | "task";

/** Null for calls without one. */
export const keyOfGroup = (row: UsageRow, by: NamedGroup): string | null =>
  ({
    persona: row.personaId,
    circle: row.circleId,
    model: row.model && `${row.provider}/${row.model}`,
    task: row.task,
  })[by];

export function nameGroup(row: UsageRow, by: NamedGroup, t: TFunction): string {
  const key = keyOfGroup(row, by);
  if (key === null) return t(`usage.without.${by}`);
  if (by === "model") return nameRoute(key, t);
  if (by === "task") return t(`operator.tasks.${key as "speak"}`, { defaultValue: key });
  return row.name ?? t("usage.gone");
}
