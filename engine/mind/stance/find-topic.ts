/** What a chat is about: whether something should be done or is good, as its person last asked (SPEC M7), in English and German. */
import { splitSentences } from "../../text/split-sentences.ts";
import { stemWords } from "../../text/stem-words.ts";
import type { ConversationView } from "../conversation.ts";

/** As long as that of a circle. */
const LONGEST_TOPIC_CHARACTERS = 200;
/** A question that shares a stem with one of so many turns before goes on about the same. */
const THREAD_TURNS = 2;

/** Questions whose answer is for or against: "Should the market …", "Do you think it is right to …". */
const ASKS_FOR_OR_AGAINST = [
  /(?:^|[,:;–—-]\s+|\b(?:but|so|and|or|aber|also|und|oder)\s+)(?:should|ought|must|may|soll(?:te[nst]*|en|st)?|muss|müssen|darf|dürfen|dürfte[nst]*)\s/iu,
  /\b(?:do|would) you (?:think|agree|believe|say|find)\b.*\b(?:should|ought|must|good|right|wrong|better|worth|fair|sensible)\b/iu,
  /\b(?:findest|meinst|glaubst|denkst|hältst) du\b.*\b(?:soll\p{L}*|muss|müssen|gut\p{L}*|richtig|falsch|besser|fair|sinnvoll|lohnt)/iu,
  /\b(?:are you|would you be) (?:for|against|in favou?r of)\b|\bbist du (?:für|gegen)\b/iu,
  /(?:^|[,:;–—-]\s+)(?:is|are|would|ist|sind|wäre|lohnt)\b.*\b(?:good idea|right|wrong|worth|fair|sensible|better|gute idee|richtig|falsch|fair|sinnvoll|besser)\b|^lohnt\b/iu,
];
/** They ask about what was said before, or how the talk is to go on. */
const REFERS_BACK =
  /\b(?:should|ought|must|may|is|are|would|soll\p{L}*|muss|müssen|darf|dürfen|ist|sind|wäre|lohnt)\s+(?:it|that|this|they|those|these|he|she|i (?:tell|explain|say|go on|start)|we (?:start|begin|go on|talk)|es|das|dies\p{L}*|er|sie|sich (?:das|es)|ich (?:erzählen|erklären)|wir (?:anfangen|weiter\p{L}*))\b/iu;

/**
 * The topic once the person has said this: a new one where they ask about something else, else the one before.
 * @returns "" where nobody has asked anything of the kind
 */
export function findTopic(
  text: string,
  { topic, language, utterances }: Pick<ConversationView, "topic" | "language" | "utterances">,
): string {
  const question = splitSentences(text)
    .map((sentence) => sentence.trim())
    .findLast(
      (sentence) =>
        /[?？]$/u.test(sentence) &&
        sentence.length <= LONGEST_TOPIC_CHARACTERS &&
        ASKS_FOR_OR_AGAINST.some((kind) => kind.test(sentence)) &&
        !REFERS_BACK.test(sentence),
    );
  if (question === undefined) return topic;
  if (topic === "") return question;
  const thread = [topic, ...utterances.slice(-THREAD_TURNS).map((turn) => turn.text)];
  const about = new Set(thread.flatMap((said) => stemWords(said, language)));
  return stemWords(question, language).some((stem) => about.has(stem)) ? topic : question;
}
