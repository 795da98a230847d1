const TOPICS: Record<string, (name: string) => string> = {
  de: (name) => `Ein Gespräch mit ${name}`,
  en: (name) => `A talk with ${name}`,
};

/** The topic of a conversation of two, in its language if known (SPEC W13). */
export function talkTopic(name: string, language = "en"): string {
  const topic = TOPICS[language.split("-")[0] ?? ""] ?? TOPICS["en"]!;
  return topic(name);
}
