/** Settings of a run as a report names them. */
import type { LocalizedText } from "../../../schema/messages/localized-text.ts";
import type { RunSettings } from "../../../schema/messages/run.ts";
import { localize } from "../../../schema/rules/localize.ts";

const NAMES: Record<keyof RunSettings, LocalizedText> = {
  method: { en: "How respondents are described", de: "Wie Befragte beschrieben werden" },
  size: { en: "Respondents wanted", de: "Gewünschte Befragte" },
  matching: { en: "How backstories are matched", de: "Wie Lebensgeschichten zugeordnet werden" },
  model: { en: "Model", de: "Modell" },
  form: { en: "How it is prompted", de: "Wie es gefragt wird" },
  temperature: { en: "Temperature", de: "Temperatur" },
  readOut: { en: "How answers are read", de: "Wie Antworten gelesen werden" },
  order: { en: "Questions", de: "Fragen" },
  calls: { en: "How the model is called", de: "Wie das Modell aufgerufen wird" },
  repeats: { en: "Times each is asked", de: "So oft wird gefragt" },
  resamples: { en: "Further tries if unreadable", de: "Weitere Versuche, wenn unlesbar" },
  seed: { en: "Seed", de: "Startwert" },
  setIn: { en: "When it takes place", de: "Wann es spielt" },
};

const VALUES: Record<RunSettings["method" | "matching" | "form" | "readOut" | "order" | "calls"], LocalizedText> = {
  alterity: { en: "A life interview", de: "Ein Lebensinterview" },
  "demographic-forcing": { en: "A list of traits", de: "Eine Liste von Merkmalen" },
  "simple-persona": { en: "A short biography", de: "Eine kurze Biografie" },
  "max-weight": { en: "Best sum of weights", de: "Größte Summe der Gewichte" },
  "log-weight": { en: "Best product of weights", de: "Größtes Produkt der Gewichte" },
  greedy: { en: "Best one each time", de: "Jedes Mal die beste" },
  random: { en: "By lot", de: "Nach Los" },
  chat: { en: "As a chat", de: "Als Chat" },
  completion: { en: "As a text to continue", de: "Als Text zum Fortsetzen" },
  sampled: { en: "From what it writes", de: "Aus dem, was es schreibt" },
  "log-probabilities": {
    en: "From the probabilities of the letters",
    de: "Aus den Wahrscheinlichkeiten der Buchstaben",
  },
  series: { en: "In series, own answers in mind", de: "Nacheinander, mit den eigenen Antworten im Sinn" },
  independent: { en: "Each by itself", de: "Jede für sich" },
  live: { en: "At once", de: "Sofort" },
  batch: { en: "Through the provider's batch API", de: "In Stapeln des Anbieters" },
};
const WORDED: readonly (keyof RunSettings)[] = ["method", "matching", "form", "readOut", "order", "calls"];

/** Name and value of each, as plain text, without those that are not set or not used. */
export const wordSettings = (settings: RunSettings, language: string): [string, string][] =>
  (Object.keys(NAMES) as (keyof RunSettings)[]).flatMap((id): [string, string][] => {
    const value = settings[id];
    if (value === null || (id === "matching" && settings.method !== "alterity")) return [];
    const worded = WORDED.includes(id) ? localize(VALUES[value as keyof typeof VALUES], language).text : String(value);
    return [[localize(NAMES[id], language).text, worded]];
  });
