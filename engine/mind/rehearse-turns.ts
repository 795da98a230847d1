/** Runs a circle's turn decisions without voices: for the guards' tests and for benchmarks. */
import type { Persona } from "../../schema/messages/persona.ts";
import type { ConversationView, Utterance } from "./conversation.ts";
import { decideTurn, type AskModel } from "./decide-turn.ts";

export type RehearsedTurns = {
  /** Persona ids in the order they spoke. */
  speakers: string[];
  /** How often a model would have been asked to choose the speaker. */
  closeCalls: number;
  /** True when nobody had anything to add before all turns were spoken. */
  ended: boolean;
};

const VIEW_TURNS = 30;
const TURN_MS = 10_000;

/**
 * @param say returns what a persona says at a turn; it may name others
 * @param onTurn called with the view of each decision
 */
export async function rehearseTurns(
  view: ConversationView,
  personas: readonly Persona[],
  turns: number,
  say: (persona: Persona, turn: number) => string,
  onTurn: (view: ConversationView, chosen: Persona) => void = () => {},
): Promise<RehearsedTurns> {
  let closeCalls = 0;
  const countCall: AskModel = async () => {
    closeCalls += 1;
    return null;
  };
  const speakers: string[] = [];
  let utterances = view.utterances;
  for (let turn = 0; turn < turns; turn++) {
    const now = { ...view, utterances };
    const decision = await decideTurn(now, personas, countCall);
    const persona = personas.find(({ id }) => id === decision?.nextPersonaId);
    if (!persona) return { speakers, closeCalls, ended: true };
    onTurn(now, persona);
    speakers.push(persona.id);
    const spoken: Utterance = {
      id: `rehearsed ${turn}`,
      speakerId: persona.id,
      speakerName: persona.name,
      speakerKind: "persona",
      text: say(persona, turn),
      status: "finished",
      replyTo: null,
      witnesses: null,
      at: turn * TURN_MS,
    };
    utterances = [...utterances, spoken].slice(-VIEW_TURNS);
  }
  return { speakers, closeCalls, ended: false };
}
