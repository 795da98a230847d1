import type { CSSProperties } from "react";
import type { GuideGroup } from "../../../schema/messages/session-groups.ts";

/** A group that has something to compare. */
export type BegunGroup = GuideGroup & { said: NonNullable<GuideGroup["said"]> };

export const formatShare = (share: number, language: string): string =>
  new Intl.NumberFormat(language, { style: "percent", maximumFractionDigits: 0 }).format(share);

/** Of a table with a column for each. */
export const widthOf = (groups: readonly BegunGroup[]): CSSProperties =>
  ({ "--groups": groups.length }) as CSSProperties;
