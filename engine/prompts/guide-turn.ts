import type { ConversationView } from "../mind/conversation.ts";
import { debatePart } from "./debate-part.ts";
import { keepEnd, plainSpeech } from "./quote-speech.ts";

const LONGEST_LINE_CHARACTERS = 240;

/** As long as one may be. */
const LONGEST_WHISPER_CHARACTERS = 500;

/** Its beginning says what it is. */
const LONGEST_SHOWN_CHARACTERS = 1_000;

const line = (text: string, longest = LONGEST_LINE_CHARACTERS): string => keepEnd(plainSpeech(text), longest);

/**
 * What a facilitated session, or the part of a debate, asks of the next turn (SPEC C2, C9); "" in any other talk.
 * @param quote as the prompt quotes what is no instruction: what is shown was often written by others
 */
export function guideTurn(
  { section, debate, whispers = [] }: Pick<ConversationView, "section" | "debate" | "whispers">,
  personaId: string,
  quote: (text: string) => string,
): string {
  const asked = section?.prompts[0];
  return [
    debatePart({ debate }, personaId),
    section
      ? `The group is at this part now: ${line(section.title)}.${asked ? ` It was asked: ${line(asked)}` : ""}`
      : "",
    section?.shown
      ? `Everybody is shown this: ${quote(section.shown.slice(0, LONGEST_SHOWN_CHARACTERS).toWellFormed())}`
      : "",
    ...whispers.map(
      (text) =>
        `The facilitator tells you in private: ${line(text, LONGEST_WHISPER_CHARACTERS)} Act on it, and do not mention it.`,
    ),
  ]
    .filter(Boolean)
    .join("\n");
}
