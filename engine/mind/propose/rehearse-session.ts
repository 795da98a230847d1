/** The plan of a session by script, for where no model speaks: the same for the same brief (SPEC L2, C9). */
import type { SessionBrief, SessionProposal } from "../../../schema/messages/session-proposal.ts";
import { cutText } from "./cut-text.ts";
import { rehearsePanel } from "./rehearse-panel.ts";

const PEOPLE = 4;

const SCRIPTS = {
  en: {
    sections: [
      {
        title: "Welcome",
        minutes: 5,
        prompts: ["Please say who you are, and what you have to do with this."],
        probes: [],
      },
      {
        title: "Experience",
        minutes: 15,
        prompts: ["What have you seen of it yourself?"],
        probes: ["Can you give an example?"],
      },
      {
        title: "What matters",
        minutes: 20,
        prompts: ["What matters most to you, and why?"],
        probes: ["Who sees it differently?"],
      },
      { title: "Close", minutes: 5, prompts: ["What should we not forget?"], probes: [] },
    ],
    question: (topic: string) => `What do you think of this: ${topic}`,
    options: ["very good", "rather good", "neither", "rather bad", "very bad"],
  },
  de: {
    sections: [
      {
        title: "Begrüßung",
        minutes: 5,
        prompts: ["Sagt bitte, wer ihr seid und was ihr damit zu tun habt."],
        probes: [],
      },
      {
        title: "Erfahrung",
        minutes: 15,
        prompts: ["Was habt ihr selbst davon erlebt?"],
        probes: ["Habt ihr ein Beispiel?"],
      },
      {
        title: "Was zählt",
        minutes: 20,
        prompts: ["Was ist euch am wichtigsten, und warum?"],
        probes: ["Wer sieht es anders?"],
      },
      { title: "Abschluss", minutes: 5, prompts: ["Was sollten wir nicht vergessen?"], probes: [] },
    ],
    question: (topic: string) => `Was halten Sie davon: ${topic}`,
    options: ["sehr gut", "eher gut", "weder noch", "eher schlecht", "sehr schlecht"],
  },
};

export function rehearseSession({ brief, language }: SessionBrief): SessionProposal {
  const script = language.startsWith("de") ? SCRIPTS.de : SCRIPTS.en;
  const topic = firstSentence(brief, 200);
  return {
    title: firstSentence(brief, 80),
    topic,
    kind: "focus-group",
    guide: structuredClone(script.sections),
    people: rehearsePanel({ brief, language, count: PEOPLE }).map(({ draft }) => draft),
    questions: [
      {
        kind: "single",
        title: script.question(topic),
        introduction: [],
        options: script.options.map((text) => ({ value: text, text, isLast: false })),
        isOrdinal: true,
        min: null,
        max: null,
      },
    ],
    isRehearsed: true,
  };
}

function firstSentence(text: string, longest: number): string {
  const line = /^.*?[.!?](?=\s|$)|^.*/su.exec(text.trim())![0].replaceAll(/\s+/g, " ");
  return cutText(line, longest);
}
