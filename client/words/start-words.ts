/** The message catalogues (SPEC W13). The first English texts are part of the page; the others, and German, are fetched. */
import i18next from "i18next";
import { initReactI18next } from "react-i18next";
import type { en } from "./en.ts";
import type { enPages } from "./en-pages.ts";
import type { enLab } from "./lab/en-lab.ts";
import type { enReplay } from "./replay/en-replay.ts";
import type { enStudio } from "./studio/en-studio.ts";
import { enEntry } from "./en-entry.ts";

export const LANGUAGES = ["en", "de"] as const;
export type Language = (typeof LANGUAGES)[number];

declare module "i18next" {
  interface CustomTypeOptions {
    resources: {
      translation: typeof en & typeof enPages;
      lab: typeof enLab;
      studio: typeof enStudio;
      replay: typeof enReplay;
    };
  }
}

/** The first of the browser's languages that has a catalogue. */
export function preferredLanguage(wanted: readonly string[]): Language {
  const primary = wanted.map((tag) => tag.split("-")[0]);
  return primary.find((tag): tag is Language => LANGUAGES.some((known) => known === tag)) ?? "en";
}

export async function startWords(language: Language): Promise<void> {
  await i18next.use(initReactI18next).init({
    lng: "en",
    fallbackLng: "en",
    resources: { en: { translation: enEntry } },
    interpolation: { escapeValue: false },
  });
  await showLanguage(language);
}

/** Await it before drawing anything but the entry card. */
export async function loadWords(): Promise<void> {
  const { en } = await import("./en.ts");
  i18next.addResourceBundle("en", "translation", en, true);
}

/** Await it before showing a page over the world. */
export async function loadPageWords(): Promise<void> {
  const { enPages } = await import("./en-pages.ts");
  i18next.addResourceBundle("en", "translation", enPages, true);
}

/** Await it before showing the lab. Both languages: the page's may change while the lab is open. */
export async function loadLabWords(): Promise<void> {
  const [{ enLab }, { deLab }] = await Promise.all([import("./lab/en-lab.ts"), import("./lab/de-lab.ts")]);
  i18next.addResourceBundle("en", "lab", enLab, true);
  i18next.addResourceBundle("de", "lab", deLab, true);
}

/** Await it before showing sessions or the studio; both languages, as for the lab. */
export async function loadStudioWords(): Promise<void> {
  const [{ enStudio }, { deStudio }] = await Promise.all([
    import("./studio/en-studio.ts"),
    import("./studio/de-studio.ts"),
  ]);
  i18next.addResourceBundle("en", "studio", enStudio, true);
  i18next.addResourceBundle("de", "studio", deStudio, true);
}

/** Await it before showing a replay; both languages, as for the lab. */
export async function loadReplayWords(): Promise<void> {
  const [{ enReplay }, { deReplay }] = await Promise.all([
    import("./replay/en-replay.ts"),
    import("./replay/de-replay.ts"),
  ]);
  i18next.addResourceBundle("en", "replay", enReplay, true);
  i18next.addResourceBundle("de", "replay", deReplay, true);
}

export async function showLanguage(language: Language): Promise<void> {
  if (language === "de" && !i18next.hasResourceBundle("de", "translation")) {
    const german = await import("./de.ts").catch(() => null);
    // When the catalogue cannot be fetched, the page is shown in English rather than not at all.
    if (german === null) return;
    i18next.addResourceBundle("de", "translation", german.de);
  }
  await i18next.changeLanguage(language);
  document.documentElement.lang = language;
}
