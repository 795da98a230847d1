/** Runs one circle: feeds its rules with what happens and does what they ask for. */
import type { Logger } from "pino";
import type { ConversationView } from "../../engine/mind/conversation.ts";
import { findAwaitedPerson } from "../../engine/mind/find-awaited-person.ts";
import type { Minds } from "../../engine/mind/minds.ts";
import type { CircleTranscript, DraftView } from "../../schema/messages/room-messages.ts";
import type { ConversationStore, NewTurn } from "../conversation/conversation.store.ts";
import type { PersonaDirectory } from "../persona/persona-directory.ts";
import { advanceCircle } from "./advance-circle.ts";
import { draftViewOf, personasOf, type Circle } from "./circle.ts";
import type { CircleEffect, CircleEvent, TurnEnd } from "./circle-event.ts";
import { IntentRefused, type Actor, type CircleStage } from "./circle-stage.ts";
import type { Clock } from "./clock.ts";
import { MindCalls } from "./mind-calls.ts";
import { mirrorCircle, type CircleSpot } from "./mirror-circle.ts";
import type { Transcript } from "./transcript.ts";
import { WriteQueue } from "./write-queue.ts";

export type CirclePorts = {
  stage: CircleStage;
  minds: Minds;
  conversations: ConversationStore;
  personas: PersonaDirectory;
  clock: Clock;
  newId: () => string;
  logger: Logger;
};

/** What a circle is besides its rules. */
export type CircleFacts = CircleSpot & {
  ownerId: string | null;
  language: string;
  /** People who may come into it when it is private. */
  guests: Set<string>;
  costNano: number;
};

/** How often a draft that is being written is sent to members. */
const DRAFT_INTERVAL_MS = 250;

export class CircleRunner {
  readonly circle: Circle;
  readonly facts: CircleFacts;
  readonly transcript: Transcript;
  readonly #ports: CirclePorts;
  readonly #onOver: () => void;
  readonly #calls: MindCalls;
  readonly #writes: WriteQueue;
  /** Turns begun and not yet committed. */
  readonly #begun = new Map<string, NewTurn>();
  #cancelWake: () => void = () => {};
  #draft: { view: DraftView | null; sentAt: number } = { view: null, sentAt: 0 };
  #isClosed = false;

  /** `onOver`: it has ended, and been shown as ended for long enough. */
  constructor(circle: Circle, facts: CircleFacts, transcript: Transcript, ports: CirclePorts, onOver: () => void) {
    const { stage, minds, personas, clock, logger } = ports;
    this.circle = circle;
    this.facts = facts;
    this.transcript = transcript;
    this.#ports = ports;
    this.#onOver = onOver;
    const billing = { workspaceId: stage.workspaceId, userId: facts.ownerId ?? undefined, circleId: circle.id };
    this.#calls = new MindCalls(minds, personas, billing, logger, (event) => this.dispatch(event));
    this.#writes = new WriteQueue(clock, (error) => logger.error({ err: error, circleId: circle.id }, "a turn could not be stored; trying again"));
  }

  dispatch(event: CircleEvent): void {
    if (this.#isClosed) return;
    for (const effect of advanceCircle(this.circle, event, this.#ports.clock.now(), this.#ports.newId)) this.#perform(effect);
    if (!this.#isClosed) this.#mirror();
  }

  /** Stores and announces what a person says; who speaks is cut at once. Answers the turn's id after the commit. */
  async say(actor: Actor, text: string, replyTo: string | null): Promise<string> {
    if (this.#writes.isTroubled) throw notSaved();
    const { clock, stage, newId } = this.#ports;
    const startedAt = new Date(clock.now());
    const speaker = { speakerId: actor.userId, speakerName: actor.name, speakerKind: "person" as const };
    const turn: NewTurn = {
      ...{ id: newId(), workspaceId: stage.workspaceId, ownerId: actor.userId, circleId: this.circle.id, ...speaker },
      ...{ replyTo, startedAt, decision: null },
    };
    this.dispatch({ type: "said", personId: actor.userId, personName: actor.name, turnId: turn.id });
    try {
      const end: TurnEnd = { turnId: turn.id, status: "finished", text, inputTokens: 0, outputTokens: 0, costNano: 0, voice: "", problem: null };
      await this.#writes.once(async () => {
        await this.#store(turn, end, startedAt);
        this.#announceBegin(turn);
        this.#show(turn.id, 0, text);
        this.#announceEnd(end, startedAt);
      });
    } catch (error) {
      this.#ports.logger.error({ err: error, circleId: this.circle.id }, "a message could not be stored");
      this.dispatch({ type: "turn-lost", turnId: turn.id });
      throw notSaved();
    }
    this.dispatch({ type: "turn-committed", turnId: turn.id, speakerKind: "person", awaitsPerson: false });
    this.#witness(turn.id);
    return turn.id;
  }

  view(): ConversationView {
    const { id, topic, kind, members } = this.circle;
    const participants = members.map((member) => ({ id: member.id, name: member.name, kind: member.kind }));
    return { circleId: id, topic, kind, language: this.facts.language, participants, utterances: this.transcript.utterances() };
  }

  transcriptView(): CircleTranscript {
    const { id, topic, kind, mode } = this.circle;
    return { circleId: id, topic, kind, mode, turns: this.transcript.turns, draft: draftViewOf(this.circle) };
  }

  /** A write that belongs to this circle, in order with its turns; a failure is logged. */
  record(write: () => Promise<void>): void {
    this.#writes.once(write).catch((error: unknown) => this.#ports.logger.error({ err: error, circleId: this.circle.id }, "a circle could not be stored"));
  }

  /** Cuts and stores what is being said, and stops. */
  async drain(): Promise<void> {
    this.dispatch({ type: "drained" });
    this.#isClosed = true;
    this.#cancelWake();
    this.#calls.abandonAll();
    await this.#writes.close();
  }

  #perform(effect: CircleEffect): void {
    const { stage, clock, conversations } = this.#ports;
    const circleId = this.circle.id;
    switch (effect.type) {
      case "decide":
        return void this.#calls.decide(effect.work, this.view(), effect.candidates);
      case "draft":
        return void this.#calls.draft(effect.work, this.view(), effect.personaId);
      case "abandon":
        return this.#calls.abandon(effect.work);
      case "begin-turn":
        return this.#beginTurn(effect);
      case "show":
        return this.#show(effect.turnId, effect.seq, effect.text);
      case "save-partial":
        return this.record(() => conversations.savePartial(effect.turnId, effect.text));
      case "end-turn":
        return this.#endTurn(effect.end);
      case "notice":
        return stage.sendToAudience(circleId, "notice", { code: effect.code, level: effect.level, text: effect.text });
      case "end":
        for (const member of this.circle.members) stage.release(member.id);
        return this.record(() => conversations.endCircle(circleId, new Date(clock.now())));
      case "remove":
        this.#isClosed = true;
        this.#cancelWake();
        return this.#onOver();
      case "wake":
        this.#cancelWake();
        this.#cancelWake = clock.schedule(effect.at, () => this.dispatch({ type: "time-passed" }));
    }
  }

  #beginTurn({ turnId, speakerId, decision, edited }: Extract<CircleEffect, { type: "begin-turn" }>): void {
    const { stage, clock, conversations } = this.#ports;
    const speakerName = this.circle.members.find(({ id }) => id === speakerId)?.name ?? "";
    const turn: NewTurn = {
      ...{ id: turnId, workspaceId: stage.workspaceId, ownerId: this.facts.ownerId, circleId: this.circle.id, speakerId, speakerName, speakerKind: "persona" },
      ...{ replyTo: null, startedAt: new Date(clock.now()), decision: { ...decision, edited } },
    };
    this.#begun.set(turnId, turn);
    this.record(() => conversations.beginTurn(turn));
    this.#announceBegin(turn);
  }

  #endTurn(end: TurnEnd): void {
    const turn = this.#begun.get(end.turnId);
    if (!turn) return;
    this.#begun.delete(end.turnId);
    const endedAt = new Date(this.#ports.clock.now());
    const stored = this.#writes.untilDone(async () => {
      await this.#store(turn, end, endedAt);
      this.facts.costNano += end.costNano;
      this.#announceEnd(end, endedAt);
    });
    stored.then(
      () => {
        const awaitsPerson = findAwaitedPerson(this.view()) !== null;
        this.dispatch({ type: "turn-committed", turnId: end.turnId, speakerKind: "persona", awaitsPerson });
        this.#witness(end.turnId);
      },
      (error: unknown) => this.#ports.logger.error({ err: error, turnId: end.turnId }, "the last turn before stopping could not be stored"),
    );
  }

  #store(turn: NewTurn, { turnId: _, ...end }: TurnEnd, endedAt: Date): Promise<void> {
    return this.#ports.conversations.commitTurn({ ...turn, ...end, endedAt });
  }

  #announceBegin(turn: NewTurn): void {
    const { id, speakerId, speakerName, replyTo = null } = turn;
    const speakerKind = turn.speakerKind as "person" | "persona";
    const startedAt = turn.startedAt.toISOString();
    this.transcript.begin({ id, speakerId, speakerName, speakerKind, replyTo, startedAt });
    const message = { circleId: this.circle.id, turnId: id, speakerId, speakerName, speakerKind, replyTo, startedAt, voice: "" };
    this.#ports.stage.sendToAudience(this.circle.id, "turn-started", message);
  }

  #show(turnId: string, seq: number, text: string): void {
    this.transcript.show(turnId, text);
    this.#ports.stage.sendToAudience(this.circle.id, "turn-delta", { circleId: this.circle.id, turnId, seq, text });
  }

  #announceEnd(end: TurnEnd, at: Date): void {
    const endedAt = at.toISOString();
    this.transcript.end(end, endedAt);
    this.#ports.stage.sendToAudience(this.circle.id, "turn-ended", { circleId: this.circle.id, ...end, endedAt });
  }

  #witness(turnId: string): void {
    const { minds, logger } = this.#ports;
    const present = personasOf(this.circle).map(({ id }) => id);
    const turn = this.transcript.find(turnId);
    if (!turn?.text || turn.status === "failed" || present.length === 0) return;
    minds.witness(this.view(), turnId, present).catch((error: unknown) => logger.error({ err: error, turnId }, "a turn was not remembered"));
  }

  #mirror(): void {
    const { stage, clock } = this.#ports;
    mirrorCircle(stage.state, this.circle, this.facts, this.facts.costNano, clock.now());
    this.#sendDraft(clock.now());
  }

  #sendDraft(now: number): void {
    const view = draftViewOf(this.circle);
    const last = this.#draft;
    if (!view || JSON.stringify(view) === JSON.stringify(last.view)) return;
    const isGrowing = view.status === "drafting" && last.view?.status === "drafting";
    if (isGrowing && now - last.sentAt < DRAFT_INTERVAL_MS) return;
    this.#draft = { view, sentAt: now };
    this.#ports.stage.sendToMembers(this.circle.id, "draft-changed", view);
  }
}

const notSaved = (): IntentRefused =>
  new IntentRefused("not-saved", "Your message could not be stored, so it was not sent. Try again in a moment.");
