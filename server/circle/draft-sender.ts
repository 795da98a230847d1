import type { DraftView } from "../../schema/messages/room-messages.ts";

/** How often a draft that is being written is sent. */
const DRAFT_INTERVAL_MS = 250;

/** Keeps members up to date with the draft of manual mode, without a message for every token. */
export class DraftSender {
  readonly #send: (view: DraftView) => void;
  #last: { view: DraftView | null; at: number } = { view: null, at: 0 };

  constructor(send: (view: DraftView) => void) {
    this.#send = send;
  }

  update(view: DraftView | null, now: number): void {
    const last = this.#last;
    if (!view || JSON.stringify(view) === JSON.stringify(last.view)) return;
    const isGrowing = view.status === "drafting" && last.view?.status === "drafting";
    if (isGrowing && now - last.at < DRAFT_INTERVAL_MS) return;
    this.#last = { view, at: now };
    this.#send(view);
  }
}
