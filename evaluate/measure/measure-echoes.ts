/** Whether instructions or marks of the prompt were spoken. */
import { splitWords } from "../../engine/text/stem-words.ts";
import type { Persona } from "../../schema/messages/persona.ts";
import { personaTurns, type HeldTurn, type Talk } from "../talk/talk.ts";
import type { Example, Figure } from "./figure.ts";

const WORDS = 5;
const MARKS = /<\/?\s*(?:said|remembered)\b|said by=|<\||\|>|\[INST\]|^\s*(?:system|user|assistant)\s*:/imu;

/**
 * Five words in a row of the prompt, other than those of anybody's life, words, topic or memory; and its marks. Read from
 * the prompts that were really sent, so that it does not depend on the guards it checks.
 */
export function measureEchoes(talks: readonly Talk[]): Figure {
  const examples = talks.flatMap((talk) =>
    personaTurns(talk).flatMap((turn): Example[] => {
      const echo = findEcho(turn, talk);
      return echo === null ? [] : [{ talk: talk.topic, text: turn.text, note: `${turn.speakerName}: “${echo}”` }];
    }),
  );
  return {
    key: "promptEchoes",
    title: "Turns with text of the prompt",
    method: "five words in a row of our own instructions, or a mark of the prompt",
    value: examples.length,
    unit: "count",
    over: talks.reduce((sum, talk) => sum + personaTurns(talk).length, 0),
    examples,
  };
}

function findEcho(turn: HeldTurn, { topic, turns, personas }: Talk): string | null {
  const mark = MARKS.exec(turn.text);
  if (mark) return mark[0];
  const persona = personas.find(({ id }) => id === turn.speakerId);
  const matter = [topic, ...turns.slice(0, turns.indexOf(turn)).map(({ text }) => text), ...textsOf(persona)];
  const allowed = gramsOf(matter);
  const instructions = gramsOf(turn.prompt.filter(({ role }) => role !== "assistant").map(({ content }) => content));
  for (const gram of gramsOf([turn.text])) if (instructions.has(gram) && !allowed.has(gram)) return gram;
  return null;
}

function gramsOf(texts: readonly string[]): Set<string> {
  const grams = new Set<string>();
  for (const text of texts) {
    const words = splitWords(text);
    for (let start = 0; start + WORDS <= words.length; start++) grams.add(words.slice(start, start + WORDS).join(" "));
  }
  return grams;
}

const textsOf = (value: Persona | undefined | unknown): string[] =>
  typeof value === "string" ? [value] : value && typeof value === "object" ? Object.values(value).flatMap(textsOf) : [];
