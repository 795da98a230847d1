/** Which personas may speak next (SPEC M6): only their bids are compared. */
import type { Persona } from "../../schema/messages/persona.ts";
import type { ConversationView, Utterance } from "./conversation.ts";
import { findAddressees } from "./find-addressees.ts";
import { NEAR_REPEAT } from "./sense-ending.ts";
import { measureSimilarity } from "../text/measure-similarity.ts";
import { guardShares } from "./guard-shares.ts";
import type { Flow } from "./weigh-flow.ts";

/** Turns for which two personas may hold the floor while another waits: two exchanges. */
const DUET_TURNS = 4;

/** For this many turns a persona is not asked again by personas for what it has answered. */
const ANSWER_HOLDS_TURNS = 8;

export type Candidates = {
  /** Empty only when the last speaker is the only persona. */
  personas: Persona[];
  /** Set when the floor belongs to this one: named by the last speaker. */
  named: Persona | null;
  /** Set when a persona was named but has to wait, with the reason. */
  heldBack: { persona: Persona; because: "duet" | "share" | "answered" } | null;
};

/**
 * In this order: nobody speaks twice in a row; a persona is not asked by another for what it just answered; a persona that a person names answers; two personas do not hold the floor
 * for more than two exchanges while a third waits; shares stay within bounds; a persona that a persona names answers.
 */
export function guardTurns(view: ConversationView, personas: readonly Persona[], flow: Flow): Candidates {
  const others = leaveExcused(
    personas.filter((persona) => persona.id !== flow.last?.speakerId),
    flow,
  );
  const { called, named } = findNamed(others, flow);
  const answered = personas.find(({ id }) => id === called?.participantId && hasAnswered(view, id));
  if (answered && others.length > 1) {
    const rest = others.filter((persona) => persona !== answered);
    return { personas: rest, named: null, heldBack: { persona: answered, because: "answered" } };
  }
  if (named && flow.last?.speakerKind === "person") return { personas: [named], named, heldBack: null };

  const duet = findDuet(view);
  const outsideDuet = others.filter((persona) => !duet.includes(persona.id));
  const free = outsideDuet.length > 0 ? outsideDuet : others;
  const speakers = view.utterances.filter((turn) => turn.speakerKind === "persona").map((turn) => turn.speakerId);
  const present = personas.map((persona) => persona.id);
  const allowed = guardShares(
    speakers.filter((id) => present.includes(id)),
    present,
  );
  const fair = free.filter((persona) => allowed.includes(persona.id));
  const candidates = fair.length > 0 ? fair : longestSilent(free, speakers);
  if (!named) return { personas: candidates, named: null, heldBack: null };
  if (candidates.includes(named)) return { personas: [named], named, heldBack: null };
  return {
    personas: candidates,
    named: null,
    heldBack: { persona: named, because: free.includes(named) ? "share" : "duet" },
  };
}

/** The addressee among these; as `named` only if no person was asked before it. */
function findNamed(personas: readonly Persona[], { addressees }: Flow) {
  const called = addressees.find(
    ({ participantId, manner }) =>
      (manner === "asked" || manner === "called") && personas.some(({ id }) => id === participantId),
  );
  const [first] = addressees;
  const asksPersonFirst = first?.manner === "asked" && first !== called && called?.manner === "called";
  const named = asksPersonFirst ? null : (personas.find(({ id }) => id === called?.participantId) ?? null);
  return { called, named };
}

/** Those told that others are meant do not speak next, if there are others. */
function leaveExcused(personas: Persona[], { addressees }: Flow): Persona[] {
  const excused = addressees.flatMap(({ participantId, manner }) => (manner === "excused" ? [participantId] : []));
  const left = personas.filter(({ id }) => !excused.includes(id));
  return left.length > 0 ? left : personas;
}

/** Whether a persona repeats a question that this one was asked, and has answered, within the last turns; people may ask again. */
function hasAnswered({ utterances, participants }: ConversationView, personaId: string): boolean {
  const last = utterances.at(-1);
  if (last?.speakerKind !== "persona") return false;
  const recent = utterances.slice(-1 - ANSWER_HOLDS_TURNS, -1);
  return recent.some(
    (turn, index) =>
      measureSimilarity(turn.text, last.text) >= NEAR_REPEAT &&
      findAddressees(turn.text, turn.speakerId, participants).some(
        ({ participantId }) => participantId === personaId,
      ) &&
      recent.slice(index + 1).some(({ speakerId }) => speakerId === personaId),
  );
}

const longestSilent = (personas: readonly Persona[], speakers: readonly string[]): Persona[] =>
  personas.toSorted((one, other) => speakers.lastIndexOf(one.id) - speakers.lastIndexOf(other.id)).slice(0, 1);

/** The two personas that spoke the last four turns in alternation, each naming the other, or nobody. */
function findDuet(view: ConversationView): string[] {
  const floor = view.utterances.slice(-DUET_TURNS);
  const speakers = [...new Set(floor.map((turn) => turn.speakerId))];
  const alternates = floor.every(
    (turn, index) => turn.speakerKind === "persona" && turn.speakerId === floor[index % 2]?.speakerId,
  );
  if (floor.length < DUET_TURNS || speakers.length !== 2 || !alternates) return [];
  const namesOther = (turn: Utterance) =>
    findAddressees(turn.text, turn.speakerId, view.participants).some(({ participantId }) =>
      speakers.includes(participantId),
    );
  return floor.every(namesOther) ? speakers : [];
}
