/** Effect sizes, and the tests that go with them. */
import type { FigureDefinition } from "./figure-definition.ts";

const BOTH = { en: "respondents of both groups", de: "Befragte beider Gruppen" };
const PAIRS = { en: "respondents who answered both", de: "Befragte, die beides beantwortet haben" };
const UNEQUAL = { en: "pairs that differ", de: "Paare, die sich unterscheiden" };
const SAMPLED = {
  en: "Speaks of the respondents drawn, not of people. With enough respondents, any difference is significant: read the effect first.",
  de: "Spricht von den gezogenen Befragten, nicht von Menschen. Mit genug Befragten ist jeder Unterschied signifikant: lies zuerst den Effekt.",
};

export const COMPARISON_FIGURES = {
  "mean-difference": {
    name: { en: "Difference of means", de: "Unterschied der Mittelwerte" },
    formula: "mean of the second − mean of the first; band: bootstrap over backstories",
    counts: BOTH,
    limits: SAMPLED,
  },
  "share-difference": {
    name: { en: "Difference of shares", de: "Unterschied der Anteile" },
    formula: "share of the second − share of the first; band: bootstrap over backstories",
    counts: BOTH,
    limits: SAMPLED,
  },
  "cohens-d": {
    name: { en: "Cohen's d", de: "Cohens d" },
    formula: "difference of means / √(((n₁ − 1)s₁² + (n₂ − 1)s₂²) / (n₁ + n₂ − 2))",
    counts: BOTH,
    limits: {
      en: "Inflated where answers are too much alike.",
      de: "Zu groß, wo Antworten einander zu ähnlich sind.",
    },
  },
  "cohens-d-paired": {
    name: { en: "Cohen's d of the change", de: "Cohens d der Veränderung" },
    formula: "mean of the changes / standard deviation of the changes",
    counts: PAIRS,
    limits: {
      en: "Is larger than d between groups where both answers go together.",
      de: "Größer als d zwischen Gruppen, wo beide Antworten zusammenhängen.",
    },
  },
  "rank-biserial": {
    name: { en: "Rank-biserial correlation", de: "Rangbiseriale Korrelation" },
    formula:
      "(pairs where the second is higher − pairs where it is lower) / all pairs; of paired answers: by signed ranks",
    counts: BOTH,
    limits: { en: "From −1 to 1; says nothing of how far.", de: "Von −1 bis 1; sagt nichts darüber, wie weit." },
  },
  "cramers-v": {
    name: { en: "Cramér's V", de: "Cramérs V" },
    formula: "√(χ² / (n · (smaller number of rows or columns − 1)))",
    counts: BOTH,
    limits: { en: "Above 0 by chance alone in small samples.", de: "In kleinen Stichproben zufällig über 0." },
  },
  "odds-ratio": {
    name: { en: "Odds ratio", de: "Chancenverhältnis" },
    formula: "b / c: changes one way / changes the other way",
    counts: UNEQUAL,
    limits: { en: "None where nobody changed the other way.", de: "Keines, wo niemand andersherum wechselte." },
  },
  "welch-t": {
    name: { en: "Welch's t test", de: "Welch-t-Test" },
    formula: "(m₂ − m₁) / √(s₁²/n₁ + s₂²/n₂), degrees of freedom after Welch and Satterthwaite",
    counts: BOTH,
    limits: SAMPLED,
  },
  "mann-whitney": {
    name: { en: "Mann–Whitney U test", de: "Mann-Whitney-U-Test" },
    formula: "U = R₂ − n₂(n₂ + 1)/2; normal approximation, corrected for ties and continuity",
    counts: BOTH,
    limits: SAMPLED,
  },
  "chi-squared": {
    name: { en: "χ² test", de: "χ²-Test" },
    formula: "Σ (observed − expected)² / expected, without correction",
    counts: BOTH,
    limits: { en: "Wants expected counts of five or more.", de: "Verlangt erwartete Anzahlen von mindestens fünf." },
  },
  "fisher-exact": {
    name: { en: "Fisher's exact test", de: "Exakter Test nach Fisher" },
    formula: "sum of the hypergeometric probabilities no greater than that of the table",
    counts: BOTH,
    limits: SAMPLED,
  },
  "paired-t": {
    name: { en: "Paired t test", de: "Gepaarter t-Test" },
    formula: "mean of the changes / (their deviation / √n)",
    counts: PAIRS,
    limits: SAMPLED,
  },
  "wilcoxon-signed-rank": {
    name: { en: "Wilcoxon signed-rank test", de: "Wilcoxon-Vorzeichen-Rang-Test" },
    formula:
      "the smaller sum of signed ranks, without pairs that are equal; exact up to 50 pairs without ties, else normal",
    counts: UNEQUAL,
    limits: SAMPLED,
  },
  sign: {
    name: { en: "Sign test", de: "Vorzeichentest" },
    formula: "binomial: changes up among all changes, one half expected",
    counts: UNEQUAL,
    limits: { en: "Ignores how far answers moved.", de: "Sieht davon ab, wie weit sich Antworten bewegten." },
  },
  permutation: {
    name: { en: "Permutation test", de: "Permutationstest" },
    formula: "(1 + permutations at least as far from 0) / (1 + permutations), 9999 of them",
    counts: { en: "respondents or pairs", de: "Befragte oder Paare" },
    limits: {
      en: "No smaller than 0.0001; the seed decides the last digit.",
      de: "Nicht kleiner als 0,0001; die letzte Stelle hängt vom Startwert ab.",
    },
  },
  mcnemar: {
    name: { en: "McNemar's χ² test", de: "McNemar-χ²-Test" },
    formula: "(|b − c| − 1)² / (b + c)",
    counts: UNEQUAL,
    limits: {
      en: "Wants 25 changes or more; below, the exact one.",
      de: "Verlangt mindestens 25 Wechsel; darunter der exakte.",
    },
  },
  "mcnemar-exact": {
    name: { en: "McNemar's exact test", de: "Exakter McNemar-Test" },
    formula: "binomial: b of b + c, one half expected",
    counts: UNEQUAL,
    limits: SAMPLED,
  },
  "stuart-maxwell": {
    name: { en: "Stuart–Maxwell test", de: "Stuart-Maxwell-Test" },
    formula: "d′ V⁻¹ d, d: differences of the margins without the last category",
    counts: PAIRS,
    limits: {
      en: "Tests whether the margins are equal; ignores the order of a scale.",
      de: "Prüft, ob die Randverteilungen gleich sind; sieht von der Ordnung einer Skala ab.",
    },
  },
} as const satisfies Record<string, FigureDefinition>;
