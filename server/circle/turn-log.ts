/** The turns of one circle: kept in memory, stored, and only then announced as ended (SPEC C7). */
import type { Utterance } from "../../engine/mind/conversation.ts";
import type { CircleKey, ConversationStore, NewCircle, NewTurn, TurnBill } from "../conversation/conversation.store.ts";
import { toUtterance } from "../turn/to-utterance.ts";
import { CircleTaken } from "../cluster/fence.store.ts";
import type { Aftermath, Due } from "../conversation/write-turn.store.ts";
import { NO_SPENDING } from "../turn/speech-end.ts";
import type { Member } from "./circle.ts";
import type { CircleEffect, StoredTurnEnd } from "./circle-event.ts";
import type { ServerMessages } from "../../schema/messages/room-messages.ts";
import type { Clock } from "./clock.ts";
import { listener } from "./circle-session.ts";
import type { Transcript } from "./transcript.ts";
import type { WriteQueue } from "./write-queue.ts";

export type TurnStart = Pick<NewTurn, "id" | "ownerId" | "speakerId" | "speakerName" | "replyTo" | "decision"> & {
  speakerKind: "person" | "persona";
};

export const startOfPersona = (
  { turnId, speakerId, speakerName, decision, edited }: Extract<CircleEffect, { type: "begin-turn" }>,
  ownerId: string | null,
): TurnStart => ({
  id: turnId,
  ownerId,
  speakerId,
  speakerName,
  speakerKind: "persona",
  replyTo: null,
  decision: { ...decision, edited },
});

const NOTHING_DUE: Due = { round: 0, reading: 0, hearing: false };

type Parts = {
  circleId: string;
  workspaceId: string;
  /** Who is in the circle now. */
  members: () => readonly Member[];
  isPrivate: boolean;
  /** Personas learn nothing for good in a branch: their traits are those of then. */
  isBranch: boolean;
  /** Sends to everybody who hears the circle. */
  send: <Type extends keyof ServerMessages>(type: Type, message: ServerMessages[Type]) => void;
  conversations: ConversationStore;
  clock: Clock;
  transcript: Transcript;
  writes: WriteQueue;
  /** What is remembered of a turn by those who heard all of it and are still there, and whom of them it may move. */
  witness: (turn: Utterance, present: readonly Member[]) => Pick<Aftermath, "memories" | "hearers">;
  /** The person to whom a persona belongs; null for none. */
  ownerOf: (personaId: string) => Promise<string | null>;
  /** Called when a write failed for good and nobody waits for it. */
  report: (error: unknown) => void;
};

export class TurnLog {
  readonly #parts: Parts;
  /** Turns that are being spoken. */
  readonly #begun = new Map<string, NewTurn>();
  /** Turns not stored yet → who has been present since their first word. */
  readonly #present = new Map<string, { speakerId: string; members: readonly Member[] }>();

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** The circle, as stores know it. */
  get key(): CircleKey {
    return { id: this.#parts.circleId, workspaceId: this.#parts.workspaceId };
  }

  /** Stores the circle itself, before anything else of it. */
  open(circle: NewCircle): void {
    this.insist(() => this.#parts.conversations.openCircle(circle));
  }

  /** Resolves once the circle is stored: whether it is this server's. */
  async isHeld(): Promise<boolean> {
    const { conversations, writes } = this.#parts;
    try {
      await writes.untilDone(() => conversations.refuseUnlessHeld(this.key));
      return true;
    } catch (error) {
      if (error instanceof CircleTaken) return false;
      throw error;
    }
  }

  begin(start: TurnStart): void {
    const turn = this.#toTurn(start);
    this.#begun.set(turn.id, turn);
    this.record(() => this.#parts.conversations.beginTurn(turn));
    this.#announceBegin(start, turn.startedAt);
  }

  show(turnId: string, seq: number, text: string): void {
    const { circleId, send, transcript } = this.#parts;
    transcript.show(turnId, text);
    send("turn-delta", { circleId, turnId, seq, text });
  }

  savePartial(turnId: string, text: string): void {
    const { conversations } = this.#parts;
    this.record(() => conversations.savePartial(this.key, turnId, { text, witnesses: this.#witnessesOf(turnId) }));
  }

  /** They hear no more of the current turns of others. */
  left(memberId: string): void {
    for (const [turnId, { speakerId, members }] of this.#present) {
      if (speakerId === memberId) continue;
      this.#present.set(turnId, { speakerId, members: members.filter(({ id }) => id !== memberId) });
      const turn = this.#parts.transcript.find(turnId);
      if (turn) turn.witnesses = this.#witnessesOf(turnId);
    }
  }

  /** From now on they may read what was said so far, and hear the rest of what is being said. */
  admit(userId: string): void {
    const { transcript, conversations } = this.#parts;
    for (const turn of this.#present.values()) turn.members = [...turn.members, listener(userId)];
    transcript.admit(userId);
    this.insist(() => conversations.admitWitness(this.key, userId));
  }

  /**
   * Resolves with what is due once the turn is stored and announced, however long the store is unavailable; rejects only
   * while stopping.
   */
  async end(end: StoredTurnEnd): Promise<Due> {
    const turn = this.#begun.get(end.turnId);
    if (!turn) return NOTHING_DUE;
    this.#begun.delete(end.turnId);
    const endedAt = this.#now();
    try {
      return await this.#parts.writes.untilDone(() => this.#store(turn, end, endedAt));
    } finally {
      this.#present.delete(end.turnId);
    }
  }

  /** Records the cost of a cut turn, known only after it was announced. */
  bill(turnId: string, bill: TurnBill): void {
    const { circleId, conversations, transcript, send } = this.#parts;
    this.insist(async () => {
      await conversations.billTurn(this.key, turnId, bill);
      Object.assign(transcript.find(turnId) ?? {}, bill);
      send("turn-billed", { circleId, turnId, ...bill });
    });
  }

  /**
   * Stores a person's whole message, then announces all of it; resolves with what is due then. Rejects, with nothing
   * shown, when it could not be stored.
   */
  async add(start: TurnStart, text: string): Promise<Due> {
    const turn = this.#toTurn(start);
    const end: StoredTurnEnd = { ...NO_SPENDING, turnId: turn.id, status: "finished", text, problem: null };
    try {
      return await this.#parts.writes.once(() =>
        this.#store(turn, end, turn.startedAt, () => {
          this.#announceBegin(start, turn.startedAt);
          this.show(turn.id, 0, text);
        }),
      );
    } finally {
      this.#present.delete(turn.id);
    }
  }

  /** Resolves once everything so far is stored, or at once while the store is unavailable. */
  settled = (): Promise<void> => this.#parts.writes.settled();

  /** Like `record`, but retried for as long as it takes: a restart relies on it. */
  insist(write: () => Promise<void>): void {
    this.#parts.writes.untilDone(write).catch(this.#parts.report);
  }

  /** Any other write of this circle, in order with its turns. */
  record(write: () => Promise<void>): void {
    this.write(write).catch(this.#parts.report);
  }

  /** Like `record`; resolves once it is stored, and rejects when it could not be. */
  write = (write: () => Promise<void>): Promise<void> => this.#parts.writes.once(write);

  async #store(turn: NewTurn, end: StoredTurnEnd, at: Date, beforeEnd: () => void = () => {}): Promise<Due> {
    const { circleId, isBranch, send, conversations, transcript, witness, ownerOf } = this.#parts;
    const { turnId, ...outcome } = end;
    const ownerId = turn.speakerKind === "persona" ? await ownerOf(turn.speakerId) : null;
    const present = this.#presentAt(turnId);
    // The cast learns from nobody's talk, and others only while their owner hears all of it.
    const mayLearn = !isBranch && end.status === "finished" && present.some(({ id }) => id === ownerId);
    const whole = { ...turn, ...outcome, witnesses: this.#witnessesOf(turnId), endedAt: at };
    const due = await conversations.commitTurn(whole, {
      ...witness(toUtterance(whole), present),
      reading: mayLearn ? "learn" : null,
    });
    beforeEnd();
    const endedAt = at.toISOString();
    transcript.end(end, endedAt);
    send("turn-ended", { circleId, ...end, endedAt });
    return due;
  }

  #announceBegin({ id, speakerId, speakerName, speakerKind, replyTo = null }: TurnStart, at: Date): void {
    const { circleId, send, transcript } = this.#parts;
    const turn = { speakerId, speakerName, speakerKind, replyTo, startedAt: at.toISOString() };
    transcript.begin({ id, ...turn, witnesses: this.#witnessesOf(id) });
    send("turn-started", { circleId, turnId: id, voice: "", ...turn });
  }

  #toTurn(start: TurnStart): NewTurn {
    const { circleId, workspaceId, members } = this.#parts;
    this.#present.set(start.id, { speakerId: start.speakerId, members: [...members()] });
    return { ...start, circleId, workspaceId, witnesses: this.#witnessesOf(start.id), startedAt: this.#now() };
  }

  /** Null in public, where passers-by may hear it. */
  #witnessesOf(turnId: string): string[] | null {
    if (!this.#parts.isPrivate) return null;
    return this.#presentAt(turnId).flatMap(({ id, kind }) => (kind === "person" ? [id] : []));
  }

  #presentAt = (turnId: string): readonly Member[] => this.#present.get(turnId)?.members ?? [];

  #now = (): Date => new Date(this.#parts.clock.now());
}
