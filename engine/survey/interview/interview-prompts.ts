/**
 * What an interviewee is asked (SPEC S2): a transcript that a base model continues, or a talk in which a chat model is
 * the person interviewed.
 */
import type { ChatMessage } from "../../model/language-model.ts";
import type { AcceptedAnswer, InterviewForm, PersonSeed } from "../../../schema/messages/interview.ts";
import { STANDARD_TRAITS, type SurveyTrait } from "../../../schema/rules/survey/standard-traits.ts";

export type InterviewPrompt = { prompt: string } | { messages: ChatMessage[] };

export type Interviewee = {
  /** When it is told, such as "October 1996". */
  setIn: string;
  person: PersonSeed;
};

/** Where a base model would go on with the interviewer's part. */
export const INTERVIEW_STOPS = ["\nQuestion:", "\nInterviewer:", "\nAnswer:"];

type Told = readonly Pick<AcceptedAnswer, "question" | "answer">[];

export const writeInterviewPrompt = (
  form: InterviewForm,
  interviewee: Interviewee,
  told: Told,
  question: string,
): InterviewPrompt =>
  form === "completion"
    ? { prompt: writeTranscript(interviewee, told, question) }
    : { messages: writeTalk(interviewee, told, question) };

/** Ends without a space: models have one at the beginning of a word. */
function writeTranscript({ setIn, person }: Interviewee, told: Told, question: string): string {
  const about = describePerson(person);
  return [
    `Life interviews, recorded in the United States in ${setIn}. Everyone was asked the same ten questions and answered at length, in their own words.`,
    ...(about ? [`The person interviewed: ${about}.`] : []),
    ...told.map((each) => `Question: ${each.question}\nAnswer: ${each.answer}`),
    `Question: ${question}\nAnswer:`,
  ].join("\n\n");
}

function writeTalk({ setIn, person }: Interviewee, told: Told, question: string): ChatMessage[] {
  const about = describePerson(person);
  const system = [
    `You are a person who lives in the United States and is interviewed about their life in ${setIn}. You are no assistant and no expert.`,
    about
      ? `About you: ${about}.`
      : "Be one particular, ordinary person: with a place, an age, work, people, habits and views of their own, good and bad.",
    "Answer each question as this person would say it aloud, in the first person: from 80 to 200 words, plain, concrete, with names, places and years where they matter, and true to your earlier answers. Say nothing but the answer.",
  ].join("\n");
  return [
    { role: "system", content: system },
    ...told.flatMap((each): ChatMessage[] => [
      { role: "user", content: each.question },
      { role: "assistant", content: each.answer },
    ]),
    { role: "user", content: question },
  ];
}

/** Empty where nothing is wanted of the person. */
export function describePerson(person: PersonSeed): string {
  const traits: readonly SurveyTrait[] = STANDARD_TRAITS;
  return traits
    .flatMap(({ id, wording, values }) => {
      const value = values.find((each) => each.id === person[id]);
      return value ? [`${wording.toLowerCase()}: ${value.wording}`] : [];
    })
    .join("; ");
}
