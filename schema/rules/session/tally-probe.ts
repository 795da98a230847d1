/** Counts the answers to a probe (SPEC C9). */
import type { ProbeAnswer, ProbeQuestion, ProbeTally, ProbeValue } from "../../messages/session-probe.ts";

/** Whether it is an answer to this question. */
export function answersProbe({ kind, options, min, max }: ProbeQuestion, answer: ProbeValue): boolean {
  const isOption = (value: unknown) => options.some((option) => option.value === value);
  switch (kind) {
    case "open":
      return typeof answer === "string" && answer !== "";
    case "numeric":
      return typeof answer === "number" && answer >= (min ?? -Infinity) && answer <= (max ?? Infinity);
    case "multiple":
      return Array.isArray(answer) && new Set(answer).size === answer.length && answer.every(isOption);
    default:
      return isOption(answer);
  }
}

type Counted = Pick<ProbeAnswer, "verdict" | "answer">;

export function tallyProbe({ kind, options }: ProbeQuestion, answers: readonly Counted[]): ProbeTally {
  const given = answers.flatMap(({ verdict, answer }) => (verdict === "answered" && answer !== null ? [answer] : []));
  const chosen = given.flat();
  const numbers = [...new Set(given)].filter((value) => typeof value === "number").toSorted((a, b) => a - b);
  const shown = kind === "numeric" ? numbers.map((value) => ({ value, text: String(value) })) : options;
  return {
    answered: given.length,
    refused: answers.filter(({ verdict }) => verdict === "refused").length,
    missing: answers.filter(({ verdict }) => verdict === "unclear" || verdict === "failed").length,
    bars: shown.map(({ value, text }) => ({ value, text, count: chosen.filter((one) => one === value).length })),
    texts: kind === "open" ? given.map(String) : [],
  };
}
