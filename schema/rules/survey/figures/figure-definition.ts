import type { LocalizedText } from "../../../messages/localized-text.ts";

/** What a number of the results is: shown one click away from it (SPEC S7). */
export type FigureDefinition = {
  name: LocalizedText;
  /** As it is computed. */
  formula: string;
  /** What its n counts. */
  counts: LocalizedText;
  /** What it does not say. */
  limits: LocalizedText;
};
