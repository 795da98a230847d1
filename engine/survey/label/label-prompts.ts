/** What a model is asked about a backstory's trait (SPEC S3): first what the text states, then an estimate. */
import type { SurveyTrait } from "../../../schema/rules/survey/standard-traits.ts";
import { optionsOf } from "./read-value.ts";

const list = (trait: SurveyTrait): string =>
  optionsOf(trait)
    .map(({ letter, wording }) => `(${letter}) ${wording}`)
    .join("\n");

export const explicitPrompt = (text: string, trait: SurveyTrait): string =>
  `Below is part of an interview with one person.

"""
${text}
"""

What does the person state about themselves: ${trait.wording}? Their own words must state it: do not guess, and do not take what they say of others.
${list(trait)}

First write the line "Quote: " with the exact words from the interview that state it, or "Quote: none". Then write the line "Answer: " with one letter in brackets.`;

export const samplePrompt = (text: string, trait: SurveyTrait): string =>
  `Below is an interview with one person.

"""
${text}
"""

Question to the same person: ${trait.question}
${list(trait)}
Answer as this person would, with one letter in brackets.
Answer:`;

/** For a completion whose next token is the letter. */
export const letterPrompt = (text: string, trait: SurveyTrait): string => `${samplePrompt(text, trait)} (`;

/** @returns null where the answer has another form */
export function readExplicitReply(reply: string): { quote: string; answer: string } | null {
  const quote = /^\W*quote\W*:\s*(.+)$/im.exec(reply)?.[1]?.trim();
  const answer = /^\W*answer\W*:\s*(.+)$/im.exec(reply)?.[1]?.trim();
  return quote && answer ? { quote, answer } : null;
}
