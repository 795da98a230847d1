/** Which personas may speak next (SPEC M6): only their bids are compared. */
import type { Persona } from "../../schema/messages/persona.ts";
import type { ConversationView, Utterance } from "./conversation.ts";
import { findAddressees } from "./find-addressees.ts";
import { guardShares } from "./guard-shares.ts";
import type { Flow } from "./weigh-flow.ts";

/** Turns for which two personas may hold the floor while another waits: two exchanges. */
const DUET_TURNS = 4;

export type Candidates = {
  /** Empty only when the last speaker is the only persona. */
  personas: Persona[];
  /** Set when the floor belongs to this one: named by the last speaker. */
  named: Persona | null;
  /** Set when a persona was named but has to wait, with the reason. */
  heldBack: { persona: Persona; because: "duet" | "share" } | null;
};

/**
 * In this order: nobody speaks twice in a row; a persona that a person names answers; two personas do not hold the floor
 * for more than two exchanges while a third waits; shares stay within bounds; a persona that a persona names answers.
 */
export function guardTurns(view: ConversationView, personas: readonly Persona[], flow: Flow): Candidates {
  const others = personas.filter((persona) => persona.id !== flow.last?.speakerId);
  const called = flow.addressees.find(
    ({ participantId, manner }) => manner !== "mentioned" && others.some(({ id }) => id === participantId),
  );
  const asksPersonFirst =
    flow.addressees[0]?.manner === "asked" && flow.addressees[0] !== called && called?.manner === "called";
  const named = asksPersonFirst ? null : (others.find((persona) => persona.id === called?.participantId) ?? null);
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
