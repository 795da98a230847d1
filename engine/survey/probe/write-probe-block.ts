/** The block of a prompt that asks one question, after the published method; the earlier blocks stay before it. */
import type { Probe } from "../../../schema/rules/survey/next-probe.ts";
import type { OptionValue } from "../../../schema/rules/survey/survey-question.ts";
import { PROBE_WORDS, type ProbeLanguage } from "./probe-words.ts";

export type ProbeBlock = {
  /** Ends with “Answer:”, without a space, so that a base model goes on with the answer. */
  text: string;
  /** What each letter means, in the order shown; empty for numeric and open questions. */
  options: { letter: string; value: OptionValue; text: string }[];
};

type BlockParts = {
  probe: Pick<Probe, "kind" | "title" | "introduction" | "options" | "min" | "max">;
  /** By position, the index of the option that stands there. */
  pattern: readonly number[];
  /** Whether it is the first question the respondent is asked. */
  isFirst: boolean;
  language: ProbeLanguage;
};

export function writeProbeBlock({ probe, pattern, isFirst, language }: BlockParts): ProbeBlock {
  const words = PROBE_WORDS[language];
  const options = pattern.map((index, position) => {
    const { value, text } = probe.options[index]!;
    return { letter: letterOf(position), value, text };
  });
  const letters = options.map(({ letter }) => `(${letter})`);
  const blocks = [
    isFirst ? words.begin : words.goOn,
    ...probe.introduction,
    `${words.question}: ${probe.title}`,
    options.map(({ letter, text }) => `(${letter}) ${oneLine(text)}`).join("\n"),
    words.how[probe.kind](letters, probe),
    `${words.answer}:`,
  ];
  return { text: blocks.filter(Boolean).join("\n\n"), options };
}

const ALPHABET = 26;

/** A … Z, then AA, AB … */
export function letterOf(position: number): string {
  const last = String.fromCharCode(65 + (position % ALPHABET));
  return position < ALPHABET ? last : letterOf(Math.floor(position / ALPHABET) - 1) + last;
}

/** Each option is one line, so that an answer of one line can repeat it. */
const oneLine = (text: string): string => text.replace(/\s+/g, " ");
