/** How turns of a talk have begun, so that the next begins otherwise (SPEC M7). */
import { splitWords } from "../text/stem-words.ts";
import type { ConversationView } from "./conversation.ts";

/** Of what anybody said, and of what the persona said itself: with another third word it says the same again. */
const OPENING_WORDS = 3;
const OWN_OPENING_WORDS = 2;
const MOST = 30;
const MOST_OWN = 10;

/** The first words of what personas have said, latest first. Shorter turns are answers ("No."), which may recur. */
export function listUsedOpenings({ utterances }: Pick<ConversationView, "utterances">, personaId: string): string[] {
  const said = utterances.filter(({ speakerKind }) => speakerKind === "persona").toReversed();
  const own = said.filter(({ speakerId }) => speakerId === personaId);
  const firstOf = (turns: typeof said, words: number, most: number) =>
    turns
      .map(({ text }) => splitWords(text))
      .filter(({ length }) => length > words)
      .slice(0, most)
      .map((all) => all.slice(0, words).join(" "));
  return [...new Set([...firstOf(said, OPENING_WORDS, MOST), ...firstOf(own, OWN_OPENING_WORDS, MOST_OWN)])];
}
