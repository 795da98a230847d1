/** Finds requests to repeat something: only then may a line be said a second time (SPEC M7). */
import type { ConversationView } from "./conversation.ts";
import { foldLine } from "./reply/read-clauses.ts";

const ASKS_AGAIN =
  /\b(?:say|tell|read|explain|put)\b[^.!?]{0,40}\b(?:again|once more|one more time)\b|\brepeat(?:s|ed|ing)?\b|\bcome again\b|\bonce more\b|\bone more time\b|^\W*(?:i beg your )?pardon\b|\bwhat did you (?:just )?say\b|\bword for word\b|\bverbatim\b|\b(?:did not|didn['’]t|could not|couldn['’]t|can['’]?t) (?:hear|catch|get|understand)\b|\bnoch (?:ein)?mal\b|\bwiederhol|\bwie bitte\b|\bwas (?:hast du|haben sie) (?:gerade |eben )?gesagt\b|\bnicht (?:gehört|verstanden)\b|\bwort für wort\b|\bwörtlich\b|\brép[eé]t|\bencore une fois\b|\brep[ií]t[ae]|\botra vez\b|\bde nuevo\b|\bripet[ia]|повтори|再说一遍|再說一遍|再说一次|再說一次|重复|重複|もう一度|もう一回|繰り返|다시\s?(?:한\s?번\s?)?(?:말|얘기)|반복/iu;
const FORBIDS =
  /\b(?:do not|don['’]t|never|stop|without|no need to|nicht|nie|ohne|hör(?:t|en sie)? auf)\b[^.!?]{0,30}(?:\bagain\b|\brepeat|\bwiederhol|noch (?:ein)?mal)|\bwiederhol\p{L}* (?:dich|euch|sie sich) nicht|别重复|不要重复|繰り返さないで/iu;

/**
 * What people have said since a persona last spoke, if it asks for repetition: in words, or by asking the same
 * again. Empty if nobody did.
 */
export function findRepeatRequests({ utterances }: Pick<ConversationView, "utterances">): string[] {
  const answered = utterances.findLastIndex(({ speakerKind }) => speakerKind === "persona");
  const earlier = new Set(
    utterances
      .slice(0, answered + 1)
      .flatMap(({ speakerKind, text }) => (speakerKind === "person" ? foldLine(text) : [])),
  );
  return utterances
    .slice(answered + 1)
    .map(({ text }) => text)
    .filter((text) => (ASKS_AGAIN.test(text) && !FORBIDS.test(text)) || earlier.has(foldLine(text)));
}
