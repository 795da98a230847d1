/** Whether the next turn answers what a person asked. */
import { TALK_SCRIPTS } from "../talk/talk-scripts.ts";
import { personaTurns, questionsOf, type HeldTurn, type Talk } from "../talk/talk.ts";
import { splitSentences } from "../../engine/text/split-sentences.ts";
import { splitWords } from "../../engine/text/stem-words.ts";
import { medianOf, share, type Example, type Figure } from "./figure.ts";
import type { Meaning } from "./meaning.ts";

/** A quotation of the question, and so many of its words in a row, are no answer to it. */
const SAID_BACK_WORDS = 3;
/** Of its own, a reply that says the question back must have so many words. */
const FEWEST_OWN_WORDS = 5;
const QUOTATION = /[“„"«][^”“"»]*[”“"»]/gu;
/** A reply is hardly ever closer to one than to this share of the questions of other talks. */
const CHANCE = 0.95;

/**
 * A reply answers when it is closer in meaning to its question than to 95 % of the written questions on other topics, and
 * closer to it than the median of what personas say elsewhere in the talk, or says at once for or against what can be
 * answered by yes or no. Both hold for one talk and for ten. What only says the question back is taken out first. How far the judge can be trusted is measured beside it: the same replies,
 * each with the next question of the talk.
 */
export async function measureAnswers(talks: readonly Talk[], meaning: Meaning): Promise<Figure[]> {
  await meaning.read([
    ...TALK_SCRIPTS.flatMap(({ questions }) => questions),
    ...talks.flatMap(({ turns }) => turns.map(({ text }) => text)),
  ]);
  const failed: Example[] = [];
  let asked = 0;
  let misplaced = 0;
  let compared = 0;
  for (const talk of talks) {
    const pairs = questionsOf(talk);
    for (const [index, { question, reply }] of pairs.entries()) {
      asked += 1;
      if (!reply) {
        failed.push({ talk: talk.topic, text: question.text, note: "nobody answered" });
        continue;
      }
      const { isAnswer, note } = await judge(question.text, reply, talk, meaning);
      if (!isAnswer) failed.push({ talk: talk.topic, text: `${reply.speakerName}: ${reply.text}`, note });
      const next = pairs[(index + 1) % pairs.length]!.question.text;
      if (next === question.text) continue;
      compared += 1;
      if ((await judge(next, reply, talk, meaning)).isAnswer) misplaced += 1;
    }
  }
  return [
    {
      key: "answered",
      title: "A person's question is answered in the next turn",
      method: `the reply is closer to its question than to 95 % of those on other topics, and than the median line of its talk (${meaning.name})`,
      value: share(asked - failed.length, asked),
      unit: "share",
      over: asked,
      examples: failed,
    },
    {
      key: "answeredByChance",
      title: "The same replies, taken for answers to the next question of the talk",
      method: "by the same judge: how often it is mistaken about another question on the same topic",
      value: share(misplaced, compared),
      unit: "share",
      over: compared,
      examples: [],
    },
  ];
}

async function judge(question: string, reply: HeldTurn, talk: Talk, meaning: Meaning) {
  const answer = withoutQuestion(reply.text, question);
  await meaning.read([answer]);
  const own = meaning.compare(question, answer);
  const elsewhere = TALK_SCRIPTS.filter(({ topic }) => topic !== talk.topic)
    .flatMap(({ questions }) => questions.map((other) => meaning.compare(other, answer)))
    .sort((one, other) => one - other);
  const byChance = elsewhere[Math.floor(elsewhere.length * CHANCE)]!;
  const inTalk = medianOf(
    personaTurns(talk).flatMap((turn) => (turn === reply ? [] : meaning.compare(question, turn.text))),
  );
  return {
    isAnswer: own > byChance && (own > inTalk || takesSide(question, answer)),
    note: `asked: ${question} (${own.toFixed(2)}; other topics ${byChance.toFixed(2)}, this talk ${inTalk.toFixed(2)})`,
  };
}

const YES_OR_NO = /^(?:\p{Lu}\p{L}+, )?(?:should|would|will|can|could|is|are|was|do|does|did|have|has)\b/iu;
const TAKES_SIDE =
  /^[^.!?]*\b(?:yes|no|never|always|for it|against|in favour|should|must|would(?:n['’]t| not)|can(?:not|['’]t)|i(?:['’]m| am) (?:for|not))\b/iu;

const takesSide = (question: string, answer: string): boolean => YES_OR_NO.test(question) && TAKES_SIDE.test(answer);

/** Without quotations and questions; what says the question back stays where it goes on to an answer. */
function withoutQuestion(reply: string, question: string): string {
  const said = splitSentences(reply.replace(QUOTATION, " "))
    .filter((sentence) => !/[?？]\s*$/u.test(sentence))
    .join("")
    .trim();
  const asked = splitWords(question);
  let bare = said;
  for (let start = 0; start + SAID_BACK_WORDS <= asked.length; start++) {
    const run = asked
      .slice(start, start + SAID_BACK_WORDS)
      .map(RegExp.escape)
      .join("[^\\p{L}]+");
    bare = bare.replace(new RegExp(run, "giu"), " ");
  }
  return (splitWords(bare).length >= FEWEST_OWN_WORDS ? said : bare.trim()) || "…";
}
