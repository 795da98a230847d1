/** Figures of how far answers are from others, and of several probes together. */
import type { FigureDefinition } from "./figure-definition.ts";

const ANSWERS = { en: "respondents who answered", de: "Befragte, die geantwortet haben" };
const PEOPLE = { en: "people of the baseline who answered", de: "Menschen der Vergleichsbasis, die geantwortet haben" };
const COMPLETE = { en: "respondents who answered all of them", de: "Befragte, die alle beantwortet haben" };
const FLOOR = {
  en: "A distance that is no greater than the noise floor says nothing.",
  de: "Ein Abstand, der nicht größer ist als der Rauschboden, sagt nichts.",
};

export const DISTANCE_FIGURES = {
  "wasserstein-raw": {
    name: { en: "Wasserstein distance, in steps", de: "Wasserstein-Abstand in Stufen" },
    formula: "Σ over steps |F(c) − G(c)|, from 0 to K − 1",
    counts: ANSWERS,
    limits: {
      en: "In steps of the scale: never compared across scales of other lengths, or with the normalised one.",
      de: "In Stufen der Skala: nicht vergleichbar mit Skalen anderer Länge oder mit dem normierten Abstand.",
    },
  },
  "wasserstein-normalised": {
    name: { en: "Wasserstein distance, of the scale", de: "Wasserstein-Abstand, Anteil der Skala" },
    formula: "Σ over steps |F(c) − G(c)| / (K − 1), from 0 to 1",
    counts: ANSWERS,
    limits: FLOOR,
  },
  "total-variation": {
    name: { en: "Total variation", de: "Totalvariation" },
    formula: "½ Σ |p − q|, from 0 to 1",
    counts: ANSWERS,
    limits: {
      en: "Ignores the order of a scale: all other answers count as equally far.",
      de: "Sieht von der Ordnung einer Skala ab: alle anderen Antworten sind gleich weit.",
    },
  },
  "jensen-shannon": {
    name: { en: "Jensen–Shannon divergence", de: "Jensen-Shannon-Divergenz" },
    formula: "½ KL(p‖m) + ½ KL(q‖m), m = (p + q)/2, base 2, from 0 to 1",
    counts: ANSWERS,
    limits: FLOOR,
  },
  "baseline-mean": {
    name: { en: "Mean of the baseline", de: "Mittelwert der Vergleichsbasis" },
    formula: "Σ w·x / Σ w",
    counts: PEOPLE,
    limits: {
      en: "Of the people who were asked, then and there.",
      de: "Der Menschen, die gefragt wurden, zu ihrer Zeit und an ihrem Ort.",
    },
  },
  "baseline-deviation": {
    name: { en: "Standard deviation of the baseline", de: "Standardabweichung der Vergleichsbasis" },
    formula: "√(Σ w·(x − mean)² / (Σ w − Σ w²/Σ w))",
    counts: PEOPLE,
    limits: {
      en: "Of the people who were asked, then and there.",
      de: "Der Menschen, die gefragt wurden, zu ihrer Zeit und an ihrem Ort.",
    },
  },
  "cohens-d-baseline": {
    name: { en: "Difference from the baseline (Cohen's d)", de: "Unterschied zur Vergleichsbasis (Cohens d)" },
    formula: "(mean of the run − mean of the baseline) / pooled standard deviation",
    counts: ANSWERS,
    limits: {
      en: "Is inflated where the run's answers are too much alike: look at the deviation first.",
      de: "Zu groß, wo die Antworten einander zu ähnlich sind: sieh zuerst auf die Standardabweichung.",
    },
  },
  "variance-ratio": {
    name: { en: "Variance, of the baseline's", de: "Varianz im Verhältnis zur Vergleichsbasis" },
    formula: "variance of the run / variance of the baseline",
    counts: ANSWERS,
    limits: {
      en: "Below 1: more alike than people are.",
      de: "Unter 1: einander ähnlicher als Menschen.",
    },
  },
  "cronbachs-alpha": {
    name: { en: "Cronbach's α", de: "Cronbachs α" },
    formula: "k/(k − 1) · (1 − Σ variances / variance of the sum)",
    counts: COMPLETE,
    limits: {
      en: "Probes that run the other way have to be reversed first. A high value does not say that they measure one thing.",
      de: "Umgekehrt gepolte Fragen müssen zuvor gedreht werden. Ein hoher Wert heißt nicht, dass sie eines messen.",
    },
  },
  "correlation-distance": {
    name: { en: "Distance of the correlations (Frobenius)", de: "Abstand der Korrelationen (Frobenius)" },
    formula: "√ Σ (r of the run − r of the baseline)², over the whole matrix",
    counts: COMPLETE,
    limits: {
      en: "Grows with the number of probes; compare it with that of random halves of the baseline.",
      de: "Wächst mit der Zahl der Fragen; vergleiche mit zufälligen Hälften der Vergleichsbasis.",
    },
  },
  "correlation-distance-halves": {
    name: { en: "The same between halves of the baseline", de: "Dasselbe zwischen Hälften der Vergleichsbasis" },
    formula: "mean of that distance over random halves of the baseline's people",
    counts: { en: "people of the baseline", de: "Menschen der Vergleichsbasis" },
    limits: FLOOR,
  },
} as const satisfies Record<string, FigureDefinition>;
