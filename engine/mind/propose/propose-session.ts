/** Proposes the plan of a session for a brief, in one call (SPEC C9). */
import { readStructuredReply } from "../../model/answers/read-structured-reply.ts";
import type { CallScope, LanguageModel } from "../../model/language-model.ts";
import { PersonaDraft } from "../../../schema/messages/persona.ts";
import type { SessionBrief, SessionProposal } from "../../../schema/messages/session-proposal.ts";
import { buildProposeSessionRequest, ProposedSession } from "../../prompts/propose-session-prompt.ts";
import { cutText } from "./cut-text.ts";

const MOST = { sections: 10, prompts: 6, people: 6, questions: 5, options: 10 };
const LONGEST_SECTION_MINUTES = 240;

export async function proposeSession(
  brief: SessionBrief,
  model: LanguageModel,
  scope: CallScope,
): Promise<SessionProposal> {
  const { value } = await readStructuredReply(model, buildProposeSessionRequest(brief), ProposedSession, scope);
  return withinLimits(value);
}

/** Without NUL, which cannot be stored. */
const cut = (text: string, most: number): string => cutText(text.replaceAll("\0", ""), most);
const lines = (texts: readonly string[], longest: number, most: number): string[] =>
  [...new Set(texts.map((text) => cut(text, longest)))].filter(Boolean).slice(0, most);

/** What a model wrote, within the lengths of a plan. */
function withinLimits({ title, topic, kind, sections, people, questions }: ProposedSession): SessionProposal {
  return {
    title: cut(title, 160),
    topic: cut(topic, 200),
    kind,
    guide: sections.slice(0, MOST.sections).map((section) => ({
      title: cut(section.title, 120),
      minutes: Math.min(LONGEST_SECTION_MINUTES, Math.max(1, Math.round(section.minutes))),
      prompts: lines(section.prompts, 500, MOST.prompts),
      probes: lines(section.furtherQuestions, 500, MOST.prompts),
    })),
    // Whoever has no name that can be shown is left out; the rest of the answer was paid for.
    people: people.slice(0, MOST.people).flatMap(({ name, age, occupation, description, attitude }) => {
      const draft = PersonaDraft.safeParse({
        name: cut(name, 60),
        description: cut(description, 500),
        demographics: { age: age >= 0 && age <= 130 ? Math.round(age) : null, occupation: cut(occupation, 120) },
        attitude,
      });
      return draft.data ?? [];
    }),
    questions: questions.slice(0, MOST.questions).map(({ text, options }) => toQuestion(cut(text, 500), options)),
    isRehearsed: false,
  };
}

/** A choice where there is something to choose from, otherwise an open question. */
function toQuestion(title: string, options: readonly string[]): SessionProposal["questions"][number] {
  const texts = lines(options, 200, MOST.options);
  const isChoice = texts.length >= 2;
  return {
    kind: isChoice ? "single" : "open",
    title,
    introduction: [],
    options: isChoice ? texts.map((text) => ({ value: text, text, isLast: false })) : [],
    isOrdinal: false,
    min: null,
    max: null,
  };
}
