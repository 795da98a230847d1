/** Probes which prompt a model can follow (SPEC L2): a name says little about it, and a served one often nothing. */
import type { CallScope, ChatMessage, LanguageModel } from "../language-model.ts";
import type { Skill } from "../../../schema/messages/voice.ts";

type Task = {
  messages: readonly [system: string, user: string];
  isSolvedBy(answer: string): boolean;
};

const says =
  (...wanted: RegExp[]) =>
  (answer: string): boolean =>
    wanted.every((pattern) => pattern.test(answer));

/** Without these it loses track of a talk. */
const TALKS: readonly Task[] = [
  {
    messages: [
      "You are Mara, a baker. You talk with friends.",
      "Tom: I left my umbrella in the tram this morning.\nInes: I came by bicycle.\n\nInes asks you: what did Tom lose?",
    ],
    isSolvedBy: says(/umbrella/i),
  },
  {
    messages: [
      "You are Mara, a baker from Lund. You talk with friends. Answer in one short sentence.",
      "Tom: I am a sailor, and Ines is a nurse.\n\nTom asks you: what is your work, Mara?",
    ],
    isSolvedBy: (answer) => /\bbak/i.test(answer) && !/\b(?:sailor|nurse)\b/i.test(answer),
  },
  {
    messages: ["Answer with the word “river” and nothing else.", "Good morning. How are you today?"],
    isSolvedBy: (answer) => /^\W*river\W*$/i.test(answer),
  },
];

/** Without these it cannot hold a page of rules in mind, nor judge what others say. */
const REASONS: readonly Task[] = [
  {
    messages: [
      "You watch a conversation. Answer with names only.",
      "Ada: The bridge is safe.\nBen: Two of its bolts are gone, I saw it.\nCleo: Ben is right.\nDora: I agree with Ada.\n\nWho thinks that the bridge is not safe?",
    ],
    isSolvedBy: (answer) => says(/\bben\b/i, /\bcleo\b/i)(answer) && !/\b(?:ada|dora)\b/i.test(answer),
  },
  {
    messages: [
      "Rules: answer in English. Never write a digit. Never name a month. Use at most six words. If a rule forbids the answer, say “not allowed”.",
      "In which month does the year begin?",
    ],
    isSolvedBy: (answer) => /not allowed/i.test(answer) && !/january/i.test(answer),
  },
  {
    messages: [
      "Answer with one word.",
      "The choir met on Tuesday. The next rehearsal is two days later, but was then moved forward by one day. On which day is it?",
    ],
    isSolvedBy: (answer) => /\bwednesday\b/i.test(answer) && !/\b(?:thursday|friday)\b/i.test(answer),
  },
];

const MAX_TOKENS = 32;
/** One slip is allowed in the tasks of a talk. */
const TALKS_NEEDED = 2;

/**
 * Three small calls, and three more for a model that can follow a talk.
 * @throws ModelError
 */
export async function probeSkill(model: LanguageModel, scope: CallScope): Promise<Skill> {
  if ((await countSolved(TALKS, model, scope)) < TALKS_NEEDED) return "tiny";
  return (await countSolved(REASONS, model, scope)) === REASONS.length ? "large" : "middle";
}

async function countSolved(tasks: readonly Task[], model: LanguageModel, scope: CallScope): Promise<number> {
  let solved = 0;
  for (const { messages, isSolvedBy } of tasks) if (isSolvedBy(await ask(messages, model, scope))) solved += 1;
  return solved;
}

async function ask([system, user]: Task["messages"], model: LanguageModel, scope: CallScope): Promise<string> {
  const messages: ChatMessage[] = [
    { role: "system", content: system },
    { role: "user", content: user },
  ];
  let answer = "";
  for await (const event of model.stream({ messages, maxTokens: MAX_TOKENS, temperature: 0 }, scope))
    if (event.type === "text-delta") answer += event.text;
  return answer;
}
