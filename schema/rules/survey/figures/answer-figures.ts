/** Figures of one probe's answers, and of the whole run. */
import type { FigureDefinition } from "./figure-definition.ts";

const RESPONDENTS = { en: "respondents who answered", de: "Befragte, die geantwortet haben" };
const TIMES_ASKED = { en: "times it was asked", de: "Male, die gefragt wurde" };
const PLACES = { en: "respondents of the panel", de: "Befragte des Panels" };

export const ANSWER_FIGURES = {
  share: {
    name: { en: "Share", de: "Anteil" },
    formula:
      "Σ w·[chose it] / Σ w; band: 2.5th to 97.5th percentile of a bootstrap over backstories, widened for few of them (of 0 and 1: Wilson's)",
    counts: RESPONDENTS,
    limits: {
      en: "The band covers which respondents were drawn, not whether the model answers as people do. It is too narrow where fewer than ten answers are expected.",
      de: "Das Band deckt ab, welche Befragten gezogen wurden, nicht ob das Modell wie Menschen antwortet. Es ist zu schmal, wo weniger als zehn Antworten zu erwarten sind.",
    },
  },
  "theme-share": {
    name: { en: "Share of respondents with this word", de: "Anteil der Befragten mit diesem Wort" },
    formula:
      "Σ w·[answer has the word and that of no earlier theme] / Σ w, w: 1 / answers of the respondent; band: as that of a share",
    counts: RESPONDENTS,
    limits: {
      en: "A shared word is no shared opinion: “not safe” and “safe” share one. Read the quotations.",
      de: "Ein gemeinsames Wort ist keine gemeinsame Meinung: „nicht sicher“ und „sicher“ teilen eines. Lies die Zitate.",
    },
  },
  mean: {
    name: { en: "Mean", de: "Mittelwert" },
    formula: "Σ w·x / Σ w, x: the number; of options in words, the place on the scale from 1",
    counts: RESPONDENTS,
    limits: {
      en: "Takes the steps of a scale as equally far apart.",
      de: "Nimmt die Stufen einer Skala als gleich weit auseinander.",
    },
  },
  deviation: {
    name: { en: "Standard deviation", de: "Standardabweichung" },
    formula: "√(Σ w·(x − mean)² / (Σ w − Σ w²/Σ w))",
    counts: RESPONDENTS,
    limits: {
      en: "Models answer more alike than people do: compare it with the baseline's.",
      de: "Modelle antworten einander ähnlicher als Menschen: vergleiche mit der Vergleichsbasis.",
    },
  },
  median: {
    name: { en: "Median", de: "Median" },
    formula: "the number with half of the weight on either side",
    counts: RESPONDENTS,
    limits: { en: "Without a band.", de: "Ohne Band." },
  },
  "mean-rank": {
    name: { en: "Mean rank", de: "Mittlerer Rang" },
    formula: "Σ w·rank / Σ w, 1: placed first",
    counts: RESPONDENTS,
    limits: { en: "Of complete rankings only.", de: "Nur aus vollständigen Rangfolgen." },
  },
  compliance: {
    name: { en: "Compliance", de: "Verwertbare Antworten" },
    formula: "usable answers / times asked",
    counts: TIMES_ASKED,
    limits: {
      en: "Low compliance selects respondents: those whose answers cannot be read may differ from the others.",
      de: "Ist der Anteil niedrig, wählt er Befragte aus: deren Antworten unlesbar sind, mögen anders sein.",
    },
  },
  refusals: {
    name: { en: "Refusals", de: "Verweigert" },
    formula: "refusals / times asked",
    counts: TIMES_ASKED,
    limits: {
      en: "A model's refusal says more about its training than about a person.",
      de: "Eine Weigerung sagt mehr über das Training des Modells als über einen Menschen.",
    },
  },
  "effective-size": {
    name: { en: "Effective size (Kish)", de: "Effektive Größe (Kish)" },
    formula: "(Σ u)² / Σ u², u: answers per backstory (or their weights)",
    counts: RESPONDENTS,
    limits: {
      en: "A backstory that is used twice is one person, not two. Says nothing of whether it matches.",
      de: "Eine Lebensgeschichte, die zweimal vorkommt, ist eine Person. Sagt nichts darüber, ob sie passt.",
    },
  },
  "effective-size-raked": {
    name: { en: "Effective size after raking (Kish)", de: "Effektive Größe nach Gewichtung (Kish)" },
    formula: "(Σ u)² / Σ u², u: raking weights of a backstory",
    counts: PLACES,
    limits: {
      en: "The price of reaching the target's margins: unequal weights widen every band.",
      de: "Der Preis dafür, die Randverteilungen zu erreichen: ungleiche Gewichte verbreitern jedes Band.",
    },
  },
  "match-weight": {
    name: { en: "Mean weight of the matches", de: "Mittleres Gewicht der Zuordnung" },
    formula: "Σ over respondents of ∏ over traits P(wanted value) / n",
    counts: PLACES,
    limits: {
      en: "As good as the labels it is made of.",
      de: "So gut wie die Angaben, aus denen es gebildet ist.",
    },
  },
  "total-variance": {
    name: { en: "Total variance", de: "Gesamte Varianz" },
    formula: "between respondents + within a respondent + between models",
    counts: RESPONDENTS,
    limits: {
      en: "Its parts are known only where a probe is asked again, or of several models.",
      de: "Die Teile kennt man nur, wo mehrmals oder mehrere Modelle gefragt wurden.",
    },
  },
  "variance-between-respondents": {
    name: { en: "Variance between respondents", de: "Varianz zwischen Befragten" },
    formula: "variance of respondents' means − within / r (unbiased; below 0 counts as 0)",
    counts: RESPONDENTS,
    limits: {
      en: "Needs answers given again (r ≥ 2); else what is within cannot be taken off.",
      de: "Braucht wiederholte Antworten (r ≥ 2).",
    },
  },
  "variance-within-respondents": {
    name: { en: "Variance within a respondent", de: "Varianz innerhalb einer Person" },
    formula: "mean over respondents and models of the variance of repeated answers",
    counts: RESPONDENTS,
    limits: {
      en: "Noise of the model's sampling, which grows with its temperature.",
      de: "Rauschen der Ziehung; wächst mit der Temperatur des Modells.",
    },
  },
  "variance-between-models": {
    name: { en: "Variance between models", de: "Varianz zwischen Modellen" },
    formula: "variance of the models' means − what sampling adds (below 0 counts as 0)",
    counts: { en: "models", de: "Modelle" },
    limits: {
      en: "Of the models that were asked; with two it is a rough number.",
      de: "Der befragten Modelle; bei zweien nur ein grober Wert.",
    },
  },
} as const satisfies Record<string, FigureDefinition>;
