import { verbatim } from "../../schema/messages/message.ts";
import type { NewMemory } from "../../engine/memory/memory.ts";
import type { Company } from "../../engine/memory/witness-turn.ts";
import type { ConversationView, Utterance } from "../../engine/mind/conversation.ts";
import type { Minds, SpeechEvent } from "../../engine/mind/minds.ts";
import type { Persona } from "../../schema/messages/persona.ts";
import type { TurnDecision } from "../../schema/messages/turn-decision.ts";

/** Speaks what the test passes to `say`, token by token, when the test says so; chooses speakers in turn by default. */
export class ScriptedMinds implements Minds {
  readonly views: ConversationView[] = [];
  readonly witnessed: { turnId: string; personaIds: string[]; status: string }[] = [];
  /** Who listened, and how many turns there were by then. */
  readonly listened: { turns: number; personaIds: string[] }[] = [];
  decide: (view: ConversationView, personaIds: string[]) => string | null = (view, personaIds) => {
    const free = personaIds.filter((id) => id !== view.utterances.at(-1)?.speakerId);
    return free[view.utterances.length % free.length] ?? null;
  };
  /** Every speech in progress, newest last. */
  readonly mouths: Mouth[] = [];

  async decideTurn(view: ConversationView, personas: Persona[]): Promise<TurnDecision | null> {
    this.views.push(view);
    const nextPersonaId = this.decide(
      view,
      personas.map(({ id }) => id),
    );
    const factors = { relevance: 0.4, expertise: 0.3, participationBalance: 0.2, conversationFlow: 0.1 };
    return nextPersonaId === null
      ? null
      : { nextPersonaId, reasoning: "It is their turn.", priorityScore: 0.25, factors };
  }

  async *speak(_: ConversationView, persona: Persona, { signal }: { signal: AbortSignal }): AsyncIterable<SpeechEvent> {
    const mouth = new Mouth(persona.id, signal);
    this.mouths.push(mouth);
    yield* mouth.events();
  }

  witness(_: Company, { id, status }: Utterance, personaIds: string[]): NewMemory[] {
    this.witnessed.push({ turnId: id, personaIds, status });
    return [];
  }

  async reflect(): Promise<void> {}

  async hear(): Promise<void> {}

  async listen(view: ConversationView, personas: readonly Persona[]): Promise<void> {
    this.listened.push({ turns: view.utterances.length, personaIds: personas.map(({ id }) => id) });
  }
}

export class Mouth {
  readonly personaId: string;
  readonly signal: AbortSignal;
  #waiting: SpeechEvent[] = [];
  #wake: () => void = () => {};
  #text = "";

  constructor(personaId: string, signal: AbortSignal) {
    this.personaId = personaId;
    this.signal = signal;
    signal.addEventListener("abort", () => this.#wake());
  }

  say(...tokens: string[]): void {
    this.#text += tokens.join("");
    this.#push(...tokens.map((text) => ({ type: "delta" as const, text })));
  }

  end(problem: string | null = null): void {
    const usage = {
      input: 20,
      output: 5,
      reasoning: 0,
      cached: 10,
      cacheWrite5m: 0,
      cacheWrite1h: 0,
      exact: true,
      raw: null,
    };
    const status = problem ? ("failed" as const) : ("finished" as const);
    this.#push({
      type: "end",
      status,
      text: this.#text,
      usage,
      costNano: 1500,
      voice: "scripted/mind",
      problem: problem === null ? null : verbatim(problem),
    });
  }

  async *events(): AsyncIterable<SpeechEvent> {
    while (!this.signal.aborted) {
      const event = this.#waiting.shift();
      if (event) yield event;
      else await new Promise<void>((resume) => (this.#wake = resume));
      if (event?.type === "end") return;
    }
    this.#waiting = [];
    this.end();
    yield* this.#waiting;
  }

  #push(...events: SpeechEvent[]): void {
    this.#waiting.push(...events);
    this.#wake();
  }
}
