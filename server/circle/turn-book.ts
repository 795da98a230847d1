/** What is said in one circle: kept in mind, stored, and only then announced as ended (SPEC C7). */
import type { ConversationStore, NewCircle, NewTurn, TurnBill } from "../conversation/conversation.store.ts";
import { NO_SPENDING } from "./circle.ts";
import type { TurnEnd } from "./circle-event.ts";
import type { CircleStage } from "./circle-stage.ts";
import type { Clock } from "./clock.ts";
import type { Transcript } from "./transcript.ts";
import type { WriteQueue } from "./write-queue.ts";

export type TurnStart = Pick<NewTurn, "id" | "ownerId" | "speakerId" | "speakerName" | "replyTo" | "decision"> & {
  speakerKind: "person" | "persona";
};

type Parts = {
  circleId: string;
  stage: CircleStage;
  conversations: ConversationStore;
  clock: Clock;
  transcript: Transcript;
  writes: WriteQueue;
  /** Hears of a write that failed for good and that nobody waits for. */
  report: (error: unknown) => void;
};

export class TurnBook {
  readonly #parts: Parts;
  /** Turns that are being spoken. */
  readonly #begun = new Map<string, NewTurn>();

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** The circle itself; nothing of it is written before. */
  open(circle: NewCircle): void {
    this.insist(() => this.#parts.conversations.openCircle(circle));
  }

  begin(start: TurnStart): void {
    const turn = this.#toTurn(start);
    this.#begun.set(turn.id, turn);
    this.record(() => this.#parts.conversations.beginTurn(turn));
    this.#announceBegin(start, turn.startedAt);
  }

  show(turnId: string, seq: number, text: string): void {
    const { circleId, stage, transcript } = this.#parts;
    transcript.show(turnId, text);
    stage.sendToAudience(circleId, "turn-delta", { circleId, turnId, seq, text });
  }

  savePartial(turnId: string, text: string): void {
    this.record(() => this.#parts.conversations.savePartial(turnId, text));
  }

  /** Resolves once the turn is stored and announced, however long the store is away; rejects only while stopping. */
  async end(end: TurnEnd): Promise<void> {
    const turn = this.#begun.get(end.turnId);
    if (!turn) return;
    this.#begun.delete(end.turnId);
    const endedAt = this.#now();
    await this.#parts.writes.untilDone(() => this.#store(turn, end, endedAt));
  }

  /** What a turn that was cut had cost: known only after it was announced. */
  bill(turnId: string, bill: TurnBill): void {
    const { circleId, conversations, transcript, stage } = this.#parts;
    this.insist(async () => {
      await conversations.billTurn(circleId, turnId, bill);
      Object.assign(transcript.find(turnId) ?? {}, bill);
      stage.sendToAudience(circleId, "turn-billed", { circleId, turnId, ...bill });
    });
  }

  /** Stores a person's whole message, then announces all of it. Rejects, with nothing shown, when it could not be stored. */
  async add(start: TurnStart, text: string): Promise<void> {
    const turn = this.#toTurn(start);
    const end: TurnEnd = { ...NO_SPENDING, turnId: turn.id, status: "finished", text, problem: null };
    await this.#parts.writes.once(() =>
      this.#store(turn, end, turn.startedAt, () => {
        this.#announceBegin(start, turn.startedAt);
        this.show(turn.id, 0, text);
      }),
    );
  }

  /** Resolves once everything so far is stored, or at once while the store is away. */
  settled = (): Promise<void> => this.#parts.writes.settled();

  /** As `record`, but tried again for as long as it takes: a restart goes by it. */
  insist(write: () => Promise<void>): void {
    this.#parts.writes.untilDone(write).catch(this.#parts.report);
  }

  /** Any other write of this circle, in order with its turns. */
  record(write: () => Promise<void>): void {
    this.#parts.writes.once(write).catch(this.#parts.report);
  }

  async #store(turn: NewTurn, end: TurnEnd, at: Date, beforeEnd: () => void = () => {}): Promise<void> {
    const { circleId, stage, conversations, transcript } = this.#parts;
    const { turnId: _, ...outcome } = end;
    await conversations.commitTurn({ ...turn, ...outcome, endedAt: at });
    beforeEnd();
    const endedAt = at.toISOString();
    transcript.end(end, endedAt);
    stage.sendToAudience(circleId, "turn-ended", { circleId, ...end, endedAt });
  }

  #announceBegin({ id, speakerId, speakerName, speakerKind, replyTo = null }: TurnStart, at: Date): void {
    const { circleId, stage, transcript } = this.#parts;
    const turn = { speakerId, speakerName, speakerKind, replyTo, startedAt: at.toISOString() };
    transcript.begin({ id, ...turn });
    stage.sendToAudience(circleId, "turn-started", { circleId, turnId: id, voice: "", ...turn });
  }

  #toTurn(start: TurnStart): NewTurn {
    const { circleId, stage } = this.#parts;
    return { ...start, circleId, workspaceId: stage.workspaceId, startedAt: this.#now() };
  }

  #now = (): Date => new Date(this.#parts.clock.now());
}
