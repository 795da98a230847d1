/** The words of a persona's own life, which a small model hardly uses unless they are made likelier (SPEC M7). */
import type { Persona } from "../../schema/messages/persona.ts";
import { isStopWord, stemWords } from "../text/stem-words.ts";
import type { ConversationView } from "./conversation.ts";

const WORD = /[\p{L}\p{N}]+/gu;
const SHORTEST_WORD = 4;
/** A word that it said in one of so many of its last turns rests. */
const RESTING_TURNS = 2;
const MOST = 60;

/** A German noun is another token than the same letters without its capital. */
const keepsCapitals = (language: string): boolean => language.toLowerCase().startsWith("de");

/** Of its work, its home, its knowledge and its story, in the order of its card; none of the topic, and none that it has just used. */
export function listLifeWords(persona: Persona, view: ConversationView): string[] {
  const { demographics, background, backstory } = persona;
  const { language, topic, utterances } = view;
  const said = utterances.filter(({ speakerId }) => speakerId === persona.id).slice(-RESTING_TURNS);
  const resting = new Set(stemWords([topic, ...said.map(({ text }) => text)].join(" "), language));
  const life = [
    demographics.occupation,
    ...background.expertise,
    ...background.interests,
    background.professional,
    background.personal,
    backstory,
  ];
  const words = life
    .flatMap((text) => text.match(WORD) ?? [])
    .map((word) => (keepsCapitals(language) ? word : word.toLowerCase()))
    .filter((word) => word.length >= SHORTEST_WORD && !isStopWord(word.toLowerCase()))
    .filter((word) => !stemWords(word, language).some((stem) => resting.has(stem)));
  return [...new Set(words)].slice(0, MOST);
}
