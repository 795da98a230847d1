/** A circle's calls to minds in progress, by work number. */
import type { Logger } from "pino";
import type { ConversationView } from "../../engine/mind/conversation.ts";
import type { Minds } from "../../engine/mind/minds.ts";
import { detach } from "../../engine/scope/scope.ts";
import { ModelError } from "../../engine/model/language-model.ts";
import { message, type Message } from "../../schema/messages/message.ts";
import type { Persona } from "../../schema/messages/persona.ts";
import type { PersonaDirectory } from "../persona/persona-directory.ts";
import { NO_SPENDING, toSpeechEnd, type SpeechEnd } from "../turn/speech-end.ts";
import type { CircleScope } from "./circle-scope.ts";
import type { CircleEvent } from "./circle-event.ts";

type Draft = { work: number; turnId: string; personaId: string };

export class MindCalls {
  readonly #minds: Minds;
  readonly #personas: Pick<PersonaDirectory, "get">;
  readonly #scope: () => CircleScope;
  readonly #logger: Logger;
  readonly #report: (event: CircleEvent) => void;
  readonly #underWay = new Map<number, AbortController>();
  readonly #calls = new Set<Promise<void>>();
  #listening: AbortController | null = null;

  /** `report` is called with each result; for an abandoned call only with its end, which has the cost. */
  constructor(
    minds: Minds,
    personas: Pick<PersonaDirectory, "get">,
    scope: () => CircleScope,
    logger: Logger,
    report: (event: CircleEvent) => void,
  ) {
    this.#minds = minds;
    this.#personas = personas;
    this.#scope = scope;
    this.#logger = logger;
    this.#report = report;
  }

  decide(work: number, view: ConversationView, candidates: string[]): void {
    this.#start(work, (signal) => this.#decide(work, view, candidates, signal));
  }

  draft(draft: Draft, view: ConversationView): void {
    this.#start(draft.work, (signal) => this.#draft(draft, view, signal));
  }

  /** These personas take in what was said so far, while nobody waits; what they did not get to of an earlier call is dropped. */
  listen(view: ConversationView, personaIds: readonly string[]): void {
    this.#listening?.abort();
    if (personaIds.length === 0) return;
    const stop = (this.#listening = new AbortController());
    const call = this.#listen(view, personaIds, stop.signal).finally(() => this.#calls.delete(call));
    this.#calls.add(call);
  }

  async #listen(view: ConversationView, personaIds: readonly string[], signal: AbortSignal): Promise<void> {
    try {
      const personas = await this.#find(personaIds);
      await this.#minds.listen(view, personas, { ...detach(this.#scope()), signal });
    } catch (error) {
      if (!signal.aborted) this.#logger.warn({ err: error, circleId: view.circleId }, "personas did not listen ahead");
    }
  }

  async #find(personaIds: readonly string[]): Promise<Persona[]> {
    const found = await Promise.all(personaIds.map((id) => this.#personas.get(id)));
    return found.filter((persona) => persona !== null);
  }

  async #decide(work: number, view: ConversationView, candidates: string[], signal: AbortSignal): Promise<void> {
    try {
      const personas = await this.#find(candidates);
      const decision = await this.#minds.decideTurn(view, personas, { ...this.#scope(), signal });
      if (!signal.aborted) this.#report({ type: "decided", work, decision });
    } catch (error) {
      if (!signal.aborted) this.#report({ type: "decision-failed", work, problem: this.#describe(error) });
    }
  }

  async #draft({ work, turnId, personaId }: Draft, view: ConversationView, signal: AbortSignal): Promise<void> {
    try {
      const persona = await this.#personas.get(personaId);
      if (!persona) return this.#report({ type: "speech-ended", work, end: failure(message("turn-persona-deleted")) });
      for await (const event of this.#minds.speak(view, persona, { ...this.#scope(), turnId, signal })) {
        if (event.type === "end") return this.#report({ type: "speech-ended", work, end: toSpeechEnd(event) });
        if (!signal.aborted) this.#report({ type: "speech-grew", work, text: event.text });
      }
      if (!signal.aborted) this.#report({ type: "speech-ended", work, end: failure(message("turn-unfinished")) });
    } catch (error) {
      if (!signal.aborted) this.#report({ type: "speech-ended", work, end: failure(this.#describe(error)) });
    }
  }

  /** Aborts work that nobody waits for any longer; only its cost is still reported. */
  abandon(work: number): void {
    this.#underWay.get(work)?.abort();
  }

  /** Resolves once every call has stopped and reported its end. */
  async abandonAll(): Promise<void> {
    this.#listening?.abort();
    for (const call of this.#underWay.values()) call.abort();
    await Promise.all(this.#calls);
  }

  /** Logs errors that only a developer can fix. */
  #describe(error: unknown): Message {
    if (error instanceof ModelError) return error.reason;
    this.#logger.error({ err: error, circleId: this.#scope().subject.circleId }, "a mind failed");
    return message("turn-server-error");
  }

  #start(work: number, run: (signal: AbortSignal) => Promise<void>): void {
    const stop = new AbortController();
    this.#underWay.set(work, stop);
    const call = run(stop.signal).finally(() => {
      this.#underWay.delete(work);
      this.#calls.delete(call);
    });
    this.#calls.add(call);
  }
}

const failure = (problem: Message): SpeechEnd => ({ ...NO_SPENDING, status: "failed", problem });
