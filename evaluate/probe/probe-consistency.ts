/** Whether a persona keeps to its life and its stance over a long talk (SPEC M7). */
import type { MindVoices } from "../../engine/mind/create-minds.ts";
import type { Persona } from "../../schema/messages/persona.ts";
import { share, type Example, type Figure } from "../measure/figure.ts";
import { holdTalk } from "../talk/hold-talk.ts";
import { questionsOf, type HeldTurn, type Talk } from "../talk/talk.ts";
import { watchMinds } from "../talk/watch-minds.ts";

const TOPIC = "Should cars be kept out of the old town?";
/** A person asks at every sixth turn: two facts, then the stance, of one persona after the other. */
const EVERY_TURNS = 6;

type Question = { text: string; persona: Persona; isRight: ((reply: string) => boolean) | null };

/** Holds the talk; `turns` is 60 unless a test is in a hurry. */
export async function probeConsistency(
  voices: MindVoices,
  personas: readonly Persona[],
  turns: number,
  seed: number,
): Promise<{ talk: Omit<Talk, "calls">; figures: Figure[] }> {
  const asked = new Map<number, Question>();
  for (let turn = 0; turn < turns; turn += EVERY_TURNS) asked.set(turn, questionAt(turn / EVERY_TURNS, personas));
  const lines = new Map([...asked].map(([turn, { text }]) => [turn, text]));
  const plan = { circleId: "long", topic: TOPIC, personas, turns, lines };
  const held = await holdTalk(watchMinds(voices, seed), plan);
  const talk = { topic: TOPIC, personas, turns: held };
  const replies = questionsOf({ ...talk, calls: [] }).map(({ question, reply }) => ({
    reply,
    question: [...asked.values()].find(({ text }) => text === question.text)!,
  }));
  return { talk, figures: [measureFacts(replies), measureStances(replies)] };
}

function questionAt(index: number, personas: readonly Persona[]): Question {
  const persona = personas[Math.floor(index / 3) % personas.length]!;
  const { age, occupation } = persona.demographics;
  const first = persona.name.split(" ")[0]!;
  const kind = index % 3;
  if (kind === 2) return { text: `${first}, should cars be kept out of the old town?`, persona, isRight: null };
  if (kind === 1 && age !== null)
    return { text: `${first}, how old are you?`, persona, isRight: (reply) => reply.includes(String(age)) };
  const work = occupation.split(/\s+/).at(-1) ?? "";
  const stem = work.toLowerCase().slice(0, Math.max(4, work.length - 3));
  return { text: `${first}, what is your work?`, persona, isRight: (reply) => reply.toLowerCase().includes(stem) };
}

type Reply = { question: Question; reply: HeldTurn | null };

const toExample = ({ question, reply }: Reply, note: string): Example => ({
  talk: question.text,
  text: reply?.text ?? "(nothing)",
  note: `${question.persona.name}${note}`,
});

function measureFacts(replies: readonly Reply[]): Figure {
  const facts = replies.filter(({ question }) => question.isRight !== null);
  const wrong = facts.filter(({ question, reply }) => !(reply && question.isRight!(reply.text)));
  return {
    key: "factsKept",
    title: "Facts of its life are told as they are, over a long talk",
    method: "age and work, asked again and again",
    value: share(facts.length - wrong.length, facts.length),
    unit: "share",
    over: facts.length,
    examples: wrong.map((one) => toExample(one, "")),
  };
}

const SAYS_YES =
  /^\W*(?:yes|yeah|of course|absolutely|certainly)\b|\bi(?: am|'m) (?:all )?(?:for|in favour)\b|\bthey should\b(?! not)/iu;
const SAYS_NO = /^\W*(?:no|never)\b|\bi(?: am|'m) against\b|\b(?:should not|shouldn't)\b|\bi (?:disagree|doubt)\b/iu;

/** "yes", "no", or null when the reply says neither, or both. */
const readStance = (text: string): string | null =>
  SAYS_YES.test(text) === SAYS_NO.test(text) ? null : SAYS_YES.test(text) ? "yes" : "no";

function measureStances(replies: readonly Reply[]): Figure {
  const first = new Map<Persona, string>();
  const changed: Example[] = [];
  let compared = 0;
  for (const one of replies) {
    const stance = one.question.isRight === null && one.reply ? readStance(one.reply.text) : null;
    if (stance === null) continue;
    const before = first.get(one.question.persona);
    if (before === undefined) {
      first.set(one.question.persona, stance);
      continue;
    }
    compared += 1;
    if (stance !== before) changed.push(toExample(one, `; before: ${before}`));
  }
  return {
    key: "stanceKept",
    title: "A stance is the same when asked again",
    method: "plain answers of yes or no to the topic, against the persona's first",
    value: share(compared - changed.length, compared),
    unit: "share",
    over: compared,
    examples: changed,
  };
}
