/** The catalogue of definitions: what every number of the results is (SPEC S7). */
import { ANSWER_FIGURES } from "./answer-figures.ts";
import { COMPARISON_FIGURES } from "./comparison-figures.ts";
import { DISTANCE_FIGURES } from "./distance-figures.ts";

export const FIGURES = { ...ANSWER_FIGURES, ...DISTANCE_FIGURES, ...COMPARISON_FIGURES };
export type FigureId = keyof typeof FIGURES;
export const FIGURE_IDS = Object.keys(FIGURES) as [FigureId, ...FigureId[]];
