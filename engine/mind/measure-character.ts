/** Whether the personas of a conversation stay themselves (SPEC M7): agreement, repetition, and how alike they sound. */
import type { ConversationCharacter } from "../../schema/messages/conversation.ts";
import { measureSimilarity } from "../text/measure-similarity.ts";
import { stemWords } from "../text/stem-words.ts";
import { agrees } from "./counter-drift.ts";
import { NEAR_REPEAT } from "./sense-ending.ts";
import type { Utterance } from "./conversation.ts";

type Said = Pick<Utterance, "speakerId" | "speakerName" | "speakerKind" | "text">;

const LOOK_BACK_TURNS = 10;
/** Halves of fewer turns say nothing about a drift. */
const FEWEST_HALF_TURNS = 4;

export function measureCharacter(
  utterances: readonly Said[],
  language: string,
): Omit<ConversationCharacter, "stances"> {
  const turns = utterances
    .filter(({ speakerKind, text }) => speakerKind === "persona" && text !== "")
    .map((turn) => ({ ...turn, words: weighWords(turn.text, language) }));
  const half = Math.floor(turns.length / 2);
  const halves = half < FEWEST_HALF_TURNS ? null : ([turns.slice(0, half), turns.slice(-half)] as const);
  const driftOf = (measure: (part: readonly Read[]) => number | null): number | null => {
    const [earlier, later] = halves?.map(measure) ?? [];
    return earlier == null || later == null ? null : later - earlier;
  };
  const ids = [...new Set(turns.map(({ speakerId }) => speakerId))];
  return {
    agreement: agreementOf(turns),
    agreementDrift: driftOf(agreementOf),
    nearRepeats: meanOf(turns.map((turn, position) => (repeats(turns, turn, position) ? 1 : 0))),
    homogenisation: driftOf(alikeness),
    personas: ids.map((personaId) => {
      const own = turns.filter(({ speakerId }) => speakerId === personaId);
      return { personaId, name: own.at(-1)!.speakerName, turns: own.length, distinctness: distinctness(turns, own) };
    }),
  };
}

type Read = Said & { words: ReadonlyMap<string, number> };

const agreementOf = (turns: readonly Read[]): number | null => meanOf(turns.map(({ text }) => (agrees(text) ? 1 : 0)));

const repeats = (turns: readonly Read[], turn: Read, position: number): boolean =>
  turns
    .slice(Math.max(0, position - LOOK_BACK_TURNS), position)
    .some(({ text }) => measureSimilarity(text, turn.text) >= NEAR_REPEAT);

/** Mean closeness of turns of different personas. */
const alikeness = (turns: readonly Read[]): number | null =>
  meanOf(
    turns.flatMap((one, index) =>
      turns.slice(index + 1).flatMap((other) => (one.speakerId === other.speakerId ? [] : [closeness(one, other)])),
    ),
  );

function distinctness(turns: readonly Read[], own: readonly Read[]): number | null {
  const toOwn = meanOf(own.flatMap((one, index) => own.slice(index + 1).map((other) => closeness(one, other))));
  const others = turns.filter((turn) => !own.includes(turn));
  const toOthers = meanOf(own.flatMap((one) => others.map((other) => closeness(one, other))));
  return toOwn === null || toOthers === null ? null : toOwn - toOthers;
}

/** Cosine of word counts, 0–1. */
function closeness(one: Read, other: Read): number {
  let product = 0;
  for (const [word, weight] of one.words) product += weight * (other.words.get(word) ?? 0);
  return product;
}

function weighWords(text: string, language: string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const stem of stemWords(text, language)) counts.set(stem, (counts.get(stem) ?? 0) + 1);
  const length = Math.hypot(...counts.values()) || 1;
  return new Map([...counts].map(([stem, count]) => [stem, count / length]));
}

const meanOf = (values: readonly number[]): number | null =>
  values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
