/** Whether a persona knows what it was told, and only what it was told (SPEC M4). */
import { createInProcessMemoryStore } from "../../engine/memory/in-process-memory-store.ts";
import type { MemoryStore } from "../../engine/memory/memory-store.ts";
import type { MindVoices } from "../../engine/mind/create-minds.ts";
import type { Persona } from "../../schema/messages/persona.ts";
import { share, type Example, type Figure } from "../measure/figure.ts";
import { holdTalk } from "../talk/hold-talk.ts";
import { watchMinds } from "../talk/watch-minds.ts";
import { RECALL_FACTS, type RecallFact } from "./recall-facts.ts";

type Asked = { who: Persona; question: string; reply: string; fact: RecallFact };

/** @param pair the first is told, the second was not there */
export async function probeRecall(
  voices: MindVoices,
  [told, absent]: readonly [Persona, Persona],
  seed: number,
): Promise<Figure[]> {
  const memory = createInProcessMemoryStore();
  for (const [index, { told: line }] of RECALL_FACTS.entries())
    await holdTalk(watchMinds(voices, seed, memory), planOf(`told ${index}`, told, line, 1));
  const exact: Asked[] = [];
  const paraphrased: Asked[] = [];
  const leaks: Asked[] = [];
  for (const fact of RECALL_FACTS) {
    exact.push(await ask(voices, memory, seed, { who: told, question: fact.asked, fact }));
    paraphrased.push(await ask(voices, memory, seed, { who: told, question: fact.paraphrased, fact }));
    leaks.push(await ask(voices, memory, seed, { who: absent, question: fact.asked, fact }));
  }
  const isKnown = ({ reply, fact }: Asked) => fact.known.test(reply);
  const recall = (key: string, title: string, asked: readonly Asked[]): Figure => ({
    key,
    title,
    method: "told in private, asked in another circle; the memory is ranked by words",
    value: share(asked.filter(isKnown).length, asked.length),
    unit: "share",
    over: asked.length,
    examples: asked.filter((one) => !isKnown(one)).map(toExample),
  });
  return [
    recall("witnessedRecall", "What was told is known later", exact),
    recall("paraphraseRecall", "What was told is known when asked in other words", paraphrased),
    {
      key: "leaks",
      title: "What was told to another is known",
      method: "the same questions to a persona that was not there",
      value: leaks.filter(isKnown).length,
      unit: "count",
      over: leaks.length,
      examples: leaks.filter(isKnown).map(toExample),
    },
  ];
}

const toExample = ({ who, question, reply }: Asked): Example => ({
  talk: question,
  text: reply || "(nothing)",
  note: who.name,
});

const planOf = (circleId: string, persona: Persona, line: string, turns: number) => ({
  circleId,
  topic: "",
  personas: [persona],
  lines: new Map([[0, line]]),
  turns,
  isPrivate: true,
});

async function ask(
  voices: MindVoices,
  memory: MemoryStore,
  seed: number,
  { who, question, fact }: Omit<Asked, "reply">,
): Promise<Asked> {
  const turns = await holdTalk(watchMinds(voices, seed, memory), planOf(`asked ${question}`, who, question, 2));
  return { who, question, fact, reply: turns[1]?.text ?? "" };
}
