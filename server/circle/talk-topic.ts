const TOPICS: Record<string, (name: string) => string> = {
  de: (name) => `Ein Gespräch mit ${name}`,
  en: (name) => `A talk with ${name}`,
};

/** What a talk of two is called, in the language it is held in where that is known (SPEC W13). */
export function talkTopic(name: string, language = "en"): string {
  const topic = TOPICS[language.split("-")[0] ?? ""] ?? TOPICS["en"]!;
  return topic(name);
}
