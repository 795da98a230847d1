/** Runs one circle: passes events to its rules and carries out their effects. */
import { detach } from "../../engine/scope/scope.ts";
import { message } from "../../schema/messages/message.ts";
import type { ConversationView } from "../../engine/mind/conversation.ts";
import { findAwaitedPerson } from "../../engine/mind/find-awaited-person.ts";
import type { CircleTranscript, ServerMessages } from "../../schema/messages/room-messages.ts";
import type { Spending } from "../turn/speech-end.ts";
import { advanceCircle } from "./advance-circle.ts";
import { noticeOf } from "../messages/notice-of.ts";
import { CircleTaken } from "../cluster/fence.store.ts";
import { wordIn } from "../messages/word-in.ts";
import { scopeOfCircle, type CircleScope } from "./circle-scope.ts";
import { draftViewOf, personasOf, type Circle, type Member } from "./circle.ts";
import type { CircleEffect, CircleEvent, TurnEnd } from "./circle-event.ts";
import type { CircleFacts, CirclePorts } from "./circle-ports.ts";
import { mayHear, mayKnow } from "./circle-rights.ts";
import { CircleSettings } from "./circle-settings.ts";
import { IntentRefused, type Actor } from "./circle-stage.ts";
import { DraftSender } from "./draft-sender.ts";
import { MindCalls } from "./mind-calls.ts";
import { mirrorCircle } from "./mirror-circle.ts";
import type { Transcript } from "./transcript.ts";
import { startOfPersona, TurnLog } from "./turn-log.ts";
import { viewConversation } from "./view-conversation.ts";
import { WriteQueue } from "./write-queue.ts";

/** On shutdown, the longest wait for a voice that does not stop when asked to. */
const STOP_WAIT_MS = 5_000;

export class CircleRunner {
  readonly circle: Circle;
  readonly facts: CircleFacts;
  readonly transcript: Transcript;
  /** The turns and all other writes of this circle. */
  readonly turnLog: TurnLog;
  readonly #ports: CirclePorts;
  readonly #onOver: () => void;
  readonly #calls: MindCalls;
  readonly #writes: WriteQueue;
  readonly #drafts: DraftSender;
  /** Work whose turn was cut → that turn, until its bill arrives. */
  readonly #cutTurns = new Map<number, string>();
  #cancelWake: () => void = () => {};
  readonly #settings: CircleSettings;
  #isClosed = false;

  /** `onOver` is called when it has ended, and been shown as ended for long enough. */
  constructor(circle: Circle, facts: CircleFacts, transcript: Transcript, ports: CirclePorts, onOver: () => void) {
    const { stage, minds, personas, conversations, clock, logger } = ports;
    const circleId = circle.id;
    const report = (error: unknown) => {
      if (error instanceof CircleTaken) logger.warn({ circleId }, "another server may hold this circle now");
      else logger.error({ err: error, circleId }, "a circle could not be stored");
    };
    this.circle = circle;
    this.facts = facts;
    this.transcript = transcript;
    this.#ports = ports;
    this.#onOver = onOver;
    this.#drafts = new DraftSender((view) => stage.sendToMembers(circleId, "draft-changed", view));
    this.#calls = new MindCalls(
      minds,
      personas,
      () => this.#scope(),
      logger,
      (event) => this.#onMindEvent(event),
    );
    this.#writes = new WriteQueue(clock, (error, isFirst) => {
      report(error);
      if (isFirst) this.send("notice", noticeOf("error", message("not-stored-yet")));
    });
    this.turnLog = new TurnLog({
      circleId,
      workspaceId: stage.workspaceId,
      isPrivate: circle.isPrivate,
      members: () => circle.members,
      conversations,
      clock,
      transcript,
      writes: this.#writes,
      report,
      send: (type, message) => this.send(type, message),
    });
    this.#settings = new CircleSettings(circle, (settings) =>
      this.turnLog.insist(() => conversations.changeCircle(circleId, settings)),
    );
  }

  dispatch(event: CircleEvent): void {
    if (this.#isClosed) return;
    if (event.type === "member-left") this.turnLog.left(event.memberId);
    for (const effect of advanceCircle(this.circle, event, this.#ports.clock.now(), this.#ports.newId))
      this.#perform(effect);
    if (this.#isClosed) return;
    this.#settings.store(this.circle);
    this.#mirror();
  }

  /** Stores and announces what a person says, and cuts the current speaker at once. Resolves with the turn's id after the commit. */
  async say({ userId, name }: Actor, text: string, replyTo: string | null): Promise<string> {
    if (this.#writes.isTroubled) throw notSaved();
    const turnId = this.#ports.newId();
    this.dispatch({ type: "said", personId: userId, personName: name, turnId });
    let present: readonly Member[];
    try {
      const speaker = { ownerId: userId, speakerId: userId, speakerName: name, speakerKind: "person" as const };
      present = await this.turnLog.add({ id: turnId, ...speaker, replyTo, decision: null }, text);
    } catch (error) {
      this.#ports.logger.error({ err: error, circleId: this.circle.id }, "a message could not be stored");
      this.dispatch({ type: "turn-lost", turnId });
      throw notSaved();
    }
    this.dispatch({ type: "turn-committed", turnId, speakerKind: "person", awaitsPerson: false });
    this.#witness(turnId, present);
    return turnId;
  }

  /** Adds the cost of a model call made for this circle: a turn, a decision, or a draft that nobody will hear. */
  count(costNano: number): void {
    this.facts.costNano += costNano;
    if (costNano > 0 && !this.#isClosed) this.#mirror();
  }

  /** The part of the transcript they may know. */
  transcriptView(actor: Actor): CircleTranscript {
    const { id, topic, kind, mode } = this.circle;
    const turns = this.transcript.turns((turn) => mayKnow(actor, turn));
    return { circleId: id, topic, kind, mode, turns, draft: draftViewOf(this.circle) };
  }

  /** Sends to everybody who may hear this circle now; a message about a turn only to those who heard that turn. */
  send<Type extends keyof ServerMessages>(type: Type, message: ServerMessages[Type]): void {
    const turn = "turnId" in message ? this.transcript.find(message.turnId) : undefined;
    this.#ports.stage.sendToAudience(this.circle.id, type, message, (actor) => {
      return mayHear(actor, this) && (turn === undefined || mayKnow(actor, turn));
    });
  }

  /** Cuts and stores the current speech, with its cost, and stops. */
  async drain(): Promise<void> {
    this.dispatch({ type: "drained" });
    this.#close();
    const late = Promise.withResolvers<void>();
    const cancelLate = this.#ports.clock.schedule(this.#ports.clock.now() + STOP_WAIT_MS, late.resolve);
    await Promise.race([this.#calls.abandonAll(), late.promise]);
    cancelLate();
    await this.#writes.close();
  }

  /** Handles events from minds; once closed, only their costs still count. */
  #onMindEvent(event: CircleEvent): void {
    if (!this.#isClosed) this.dispatch(event);
    else if (event.type === "speech-ended") this.#bill(event.work, event.end);
  }

  #close(): void {
    this.#isClosed = true;
    this.#cancelWake();
  }

  #view(): ConversationView {
    return viewConversation(this.circle, this.facts.language, this.transcript);
  }

  #perform(effect: CircleEffect): void {
    const { stage, clock, conversations } = this.#ports;
    const circleId = this.circle.id;
    switch (effect.type) {
      case "decide":
        return this.#calls.decide(effect.work, this.#view(), effect.candidates);
      case "draft":
        return this.#calls.draft(effect, this.#view());
      case "abandon":
        return this.#calls.abandon(effect.work);
      case "begin-turn":
        return this.turnLog.begin(startOfPersona(effect, this.facts.ownerId));
      case "show":
        return this.turnLog.show(effect.turnId, effect.seq, effect.text);
      case "save-partial":
        return this.turnLog.savePartial(effect.turnId, effect.text);
      case "end-turn":
        if (effect.openWork !== null) this.#cutTurns.set(effect.openWork, effect.end.turnId);
        return void this.#endTurn(effect.end);
      case "bill":
        return this.#bill(effect.work, effect.spending);
      case "notice": {
        const { type, ...notice } = effect;
        return this.send(type, notice);
      }
      case "end":
        for (const member of this.circle.members) stage.release(member.id);
        return this.turnLog.insist(() => conversations.endCircle(circleId, new Date(clock.now())));
      case "remove":
        this.#close();
        return this.#onOver();
      case "wake":
        this.#cancelWake();
        this.#cancelWake = clock.schedule(effect.at, () => this.dispatch({ type: "time-passed" }));
    }
  }

  async #endTurn(end: TurnEnd): Promise<void> {
    const { turnId } = end;
    let present: readonly Member[];
    try {
      present = await this.turnLog.end({ ...end, problem: end.problem && wordIn(end.problem, this.facts.language) });
    } catch (error) {
      this.#ports.logger.error({ err: error, turnId }, "the last turn before stopping could not be stored");
      return;
    }
    this.dispatch({
      type: "turn-committed",
      turnId,
      speakerKind: "persona",
      awaitsPerson: findAwaitedPerson(this.#view()) !== null,
    });
    this.#witness(turnId, present);
  }

  /** Adds the cost of stopped work to the turn that was cut; the cost of an unheard draft belongs to no turn. */
  #bill(work: number, { inputTokens, outputTokens, costNano, voice }: Spending): void {
    const turnId = this.#cutTurns.get(work);
    this.#cutTurns.delete(work);
    if (turnId !== undefined) this.turnLog.bill(turnId, { inputTokens, outputTokens, costNano, voice });
  }

  /** The personas that heard all of it, and are still there, remember it in the background. */
  #witness(turnId: string, present: readonly Member[]): void {
    const { minds, logger } = this.#ports;
    const personaIds = personasOf(this.circle).flatMap(({ id }) => (present.some((one) => one.id === id) ? [id] : []));
    const turn = this.transcript.find(turnId);
    if (!turn?.text || turn.status === "failed" || personaIds.length === 0) return;
    minds
      .witness(this.#view(), turnId, personaIds, detach(this.#scope()))
      .catch((error: unknown) => logger.error({ err: error, turnId }, "a turn was not remembered"));
  }

  #scope(): CircleScope {
    const { stage, isCasualTalkFunded } = this.#ports;
    return scopeOfCircle(this.circle, this.facts.ownerId, stage.workspaceId, isCasualTalkFunded);
  }

  #mirror(): void {
    const { stage, clock } = this.#ports;
    mirrorCircle(stage.state, this.circle, this.facts, this.facts.costNano, clock.now());
    this.#drafts.update(draftViewOf(this.circle), clock.now());
  }
}

const notSaved = (): IntentRefused => new IntentRefused(message("not-saved"));
