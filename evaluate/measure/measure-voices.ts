/** Whether a line shows who said it, and how far apart the personas of a talk are. */
import { findMentions } from "../../engine/mind/find-mentions.ts";
import { splitSentences } from "../../engine/text/split-sentences.ts";
import type { Persona } from "../../schema/messages/persona.ts";
import { personaTurns, type HeldTurn, type Talk } from "../talk/talk.ts";
import { meanOf, share, type Example, type Figure } from "./figure.ts";
import type { Meaning } from "./meaning.ts";

/** The best so many sentences of a profile count, so that one chance word does not decide. */
const BEST = 3;

/** A persona's life in sentences, without its name. */
export function profileOf(persona: Persona): string[] {
  const { background, demographics, personality } = persona;
  const texts = [
    persona.description,
    `I am a ${demographics.occupation} from ${demographics.location}.`,
    `I know about ${background.expertise.join(", ")}.`,
    `I care about ${[...background.interests, ...personality.values].join(", ")}.`,
    ...[background.professional, background.personal, persona.backstory].flatMap(splitSentences),
  ];
  return texts.map((text) => withoutNames(text.trim(), [persona])).filter(Boolean);
}

function withoutNames(text: string, personas: readonly Persona[]): string {
  const participants = personas.map(({ id, name }) => ({ id, name, kind: "persona" as const }));
  return findMentions(text, participants)
    .toSorted((one, other) => other.start - one.start)
    .reduce((rest, { start, end }) => `${rest.slice(0, start)}someone${rest.slice(end)}`, text);
}

/** A guess of the speaker from the line alone: the persona of the talk whose profile is nearest. Chance is 1/3. */
export async function measureGuesses(talks: readonly Talk[], meaning: Meaning): Promise<Figure> {
  const failed: Example[] = [];
  let guesses = 0;
  for (const talk of talks) {
    const profiles = new Map(talk.personas.map((persona) => [persona, profileOf(persona)]));
    const lines = personaTurns(talk).map((turn) => ({ turn, bare: withoutNames(turn.text, talk.personas) }));
    await meaning.read([...[...profiles.values()].flat(), ...lines.map(({ bare }) => bare)]);
    for (const { turn, bare } of lines) {
      guesses += 1;
      const nearness = [...profiles].map(([persona, profile]) => ({
        persona,
        near: nearnessTo(profile, bare, meaning),
      }));
      const guess = nearness.toSorted((one, other) => other.near - one.near)[0]!;
      if (guess.persona.id === turn.speakerId) continue;
      failed.push({ talk: talk.topic, text: turn.text, note: `${turn.speakerName}; guessed ${guess.persona.name}` });
    }
  }
  return {
    key: "speakerGuessed",
    title: "The speaker is guessed from the line alone",
    method: `nearest profile of three by its best three sentences, names removed (${meaning.name}); chance 33 %`,
    value: share(guesses - failed.length, guesses),
    unit: "share",
    over: guesses,
    examples: failed,
  };
}

const nearnessTo = (profile: readonly string[], line: string, meaning: Meaning): number =>
  meanOf(
    profile
      .map((sentence) => meaning.compare(sentence, line))
      .sort((one, other) => other - one)
      .slice(0, BEST),
  ) ?? 0;

/** How much closer a persona's lines are to its own other lines than to those of the others in the talk. */
export async function measureDistinctness(talks: readonly Talk[], meaning: Meaning): Promise<Figure> {
  await meaning.read(talks.flatMap((talk) => personaTurns(talk).map(({ text }) => text)));
  const gaps = talks.flatMap((talk) => {
    const turns = personaTurns(talk);
    return turns.flatMap((turn) => {
      const closeness = (others: HeldTurn[]) => meanOf(others.map(({ text }) => meaning.compare(text, turn.text)));
      const own = closeness(turns.filter((other) => other !== turn && other.speakerId === turn.speakerId));
      const others = closeness(turns.filter((other) => other.speakerId !== turn.speakerId));
      return own === null || others === null ? [] : [own - others];
    });
  });
  return {
    key: "distinctness",
    title: "Distinctness: own lines against those of others",
    method: `mean cosine with the persona's other lines less that with the others' lines (${meaning.name})`,
    value: meanOf(gaps),
    unit: "cosine",
    over: gaps.length,
    examples: [],
  };
}
