/** What a facilitator tells personas in private: part of a persona's next prompt, and of nobody's wire (SPEC C9). */
import type { ConversationView } from "../../engine/mind/conversation.ts";
import type { HostedWhisper } from "../session/hosted-session.ts";

export class CircleWhispers {
  #waiting: readonly HostedWhisper[] = [];
  /** Turns that are drafted → the whispers in their prompts. */
  readonly #inDrafts = new Map<string, readonly HostedWhisper[]>();
  /** The turn that is being said, and the whispers in its prompt. */
  #spoken: { turnId: string; whispers: readonly HostedWhisper[] } = { turnId: "", whispers: [] };
  /** Delivered, but perhaps not stored as such yet. */
  readonly #delivered = new Set<string>();
  readonly #onNew: (personaId: string) => void;
  readonly #onDelivered: (ids: readonly string[]) => void;

  /** @param onNew called with a persona that was given one; `onDelivered` with the ids of those that were heard of */
  constructor(onNew: (personaId: string) => void, onDelivered: (ids: readonly string[]) => void) {
    this.#onNew = onNew;
    this.#onDelivered = onDelivered;
  }

  /** Those that are stored as not delivered, oldest first. */
  set(stored: readonly HostedWhisper[]): void {
    const known = new Set(this.#waiting.map(({ id }) => id));
    const spoken = this.#spoken.whispers.map(({ id }) => id);
    this.#waiting = stored.filter(({ id }) => !this.#delivered.has(id) && !spoken.includes(id));
    for (const { id, personaId } of this.#waiting) if (!known.has(id)) this.#onNew(personaId);
  }

  intoDraft({ turnId, personaId }: { turnId: string; personaId: string }, view: ConversationView): ConversationView {
    const own = this.#waiting.filter((whisper) => whisper.personaId === personaId);
    this.#inDrafts.set(turnId, own);
    return own.length === 0 ? view : { ...view, whispers: own.map(({ text }) => text) };
  }

  /** The turn is said now: what was in its prompt is in no other. */
  begun(turnId: string): void {
    const whispers = this.#inDrafts.get(turnId) ?? [];
    this.#spoken = { turnId, whispers };
    this.#inDrafts.clear();
    this.#waiting = this.#waiting.filter((whisper) => !whispers.includes(whisper));
  }

  /** What was in its prompt is delivered, or waits again if nothing was heard of the turn. */
  ended({ turnId, text }: { turnId: string; text: string }): void {
    const { whispers } = this.#spoken;
    if (this.#spoken.turnId !== turnId || whispers.length === 0) return;
    this.#spoken = { turnId: "", whispers: [] };
    if (text === "") return void (this.#waiting = [...whispers, ...this.#waiting]);
    const ids = whispers.map(({ id }) => id);
    for (const id of ids) this.#delivered.add(id);
    this.#onDelivered(ids);
  }
}
