/** What the rehearsal voice answers to a probe: by rule, from attitude and seed. It shows how bars move, and means nothing. */
import { routeName } from "../../model/language-model.ts";
import { REHEARSAL_ROUTE } from "../../model/rehearsal/rehearsal-voice.ts";
import type { Persona } from "../../../schema/messages/persona.ts";
import type { ProbeQuestion, ProbeValue } from "../../../schema/messages/session-probe.ts";
import { seededRandom } from "../../../schema/rules/seeded-random.ts";
import type { ProbedAnswer } from "./ask-persona.ts";
import { probeLanguage } from "./probe-words.ts";

/** Towards the end of a scale. */
const LEANING: Record<Persona["attitude"], number> = {
  Pessimistic: 0.1,
  Skeptical: 0.3,
  Neutral: 0.5,
  Intrigued: 0.7,
  Excited: 0.9,
};
const SPREAD = 0.3;
const UNBOUNDED = 10;

const OPEN: Record<"en" | "de", Record<Persona["attitude"], string>> = {
  en: {
    Pessimistic: "I do not expect much of it.",
    Skeptical: "I would have to see it first.",
    Neutral: "There is something to be said on both sides.",
    Intrigued: "I would like to know more.",
    Excited: "I would start tomorrow.",
  },
  de: {
    Pessimistic: "Ich erwarte nicht viel davon.",
    Skeptical: "Das müsste ich erst sehen.",
    Neutral: "Für beides spricht etwas.",
    Intrigued: "Ich wüsste gern mehr.",
    Excited: "Ich würde morgen anfangen.",
  },
};

export function rehearseProbe(
  { attitude }: Pick<Persona, "attitude">,
  question: ProbeQuestion,
  language: string,
  seed: number,
): ProbedAnswer {
  const answer = choose(attitude, question, probeLanguage(language), seededRandom(seed, 0));
  return {
    verdict: "answered",
    answer,
    words: null,
    model: routeName(REHEARSAL_ROUTE),
    promptHash: null,
    costNano: 0,
    problem: null,
  };
}

function choose(
  attitude: Persona["attitude"],
  { kind, options, min, max }: ProbeQuestion,
  language: "en" | "de",
  random: () => number,
): ProbeValue {
  const lean = Math.min(0.999, Math.max(0, LEANING[attitude] + (random() - 0.5) * SPREAD));
  switch (kind) {
    case "open":
      return OPEN[language][attitude];
    case "numeric": {
      const from = min ?? 0;
      return Math.round(from + lean * ((max ?? from + UNBOUNDED) - from));
    }
    case "scale":
      return options[Math.floor(lean * options.length)]!.value;
    case "yes-no":
      return options[lean > 0.5 ? 0 : 1]!.value;
    case "multiple":
      return options.filter(() => random() < 0.5).map(({ value }) => value);
    case "single":
      return options[Math.floor(random() * options.length)]!.value;
  }
}
