/**
 * Long because every effect of a circle's rules meets its ports here. Runs one circle: passes events to its rules and
 * carries out their effects.
 */
import { principalOf } from "../../engine/scope/scope.ts";
import { message } from "../../schema/messages/message.ts";
import type { ConversationView } from "../../engine/mind/conversation.ts";
import { listMovable } from "../../engine/mind/stance/read-argument.ts";
import { findAwaitedPerson } from "../../engine/mind/find-awaited-person.ts";
import type { DebatePhase } from "../../schema/messages/debate.ts";
import type { CircleTranscript, ServerMessages } from "../../schema/messages/room-messages.ts";
import { asOfThen } from "../persona/as-of-then.ts";
import type { Due } from "../conversation/write-turn.store.ts";
import type { Spending } from "../turn/speech-end.ts";
import { advanceCircle } from "./advance-circle.ts";
import { noticeOf } from "../messages/notice-of.ts";
import { CircleTaken } from "../cluster/fence.store.ts";
import { wordIn } from "../messages/word-in.ts";
import { scopeOfCircle, type CircleScope } from "./circle-scope.ts";
import { CircleOutcome } from "./circle-outcome.ts";
import { draftViewOf, listenersOf, personasOf, speakerOf, type Circle, type Member } from "./circle.ts";
import type { CircleEffect, CircleEvent, TurnEnd } from "./circle-event.ts";
import type { CircleFacts, CirclePorts } from "./circle-ports.ts";
import { leads, mayHear, mayKnow, maySteer } from "./circle-rights.ts";
import { watchersOf } from "./circle-session.ts";
import { STOP_WAIT_MS } from "./circle-times.ts";
import { CircleSettings } from "./circle-settings.ts";
import { IntentRefused, type Actor } from "./circle-stage.ts";
import { CircleWhispers } from "./circle-whispers.ts";
import { DraftSender } from "./draft-sender.ts";
import { MindCalls } from "./mind-calls.ts";
import { mirrorCircle } from "./mirror-circle.ts";
import type { Transcript } from "./transcript.ts";
import { followTurn } from "./follow-turn.ts";
import { startOfPersona, TurnLog } from "./turn-log.ts";
import { viewConversation } from "./view-conversation.ts";
import { WriteQueue } from "./write-queue.ts";

export class CircleRunner {
  readonly circle: Circle;
  readonly facts: CircleFacts;
  readonly transcript: Transcript;
  /** The turns and all other writes of this circle. */
  readonly turnLog: TurnLog;
  readonly outcome: CircleOutcome;
  readonly whispers: CircleWhispers;
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
  /** Of its debate, as its gallery knows it. */
  #phase: DebatePhase | null = null;

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
    this.#drafts = new DraftSender((view) =>
      stage.sendToAudience(circleId, "draft-changed", view, (actor) => maySteer(actor, this)),
    );
    const scope = () => this.#scope();
    const asOfBranch = {
      get: async (personaId: string) => {
        const persona = await personas.get(personaId);
        return persona && asOfThen(persona, facts.branch?.traits ?? []);
      },
    };
    this.#calls = new MindCalls(minds, asOfBranch, scope, logger, (event) => this.#onMindEvent(event));
    this.#writes = new WriteQueue(clock, (error, isFirst) => {
      report(error);
      if (isFirst) this.send("notice", noticeOf("error", message("not-stored-yet")));
    });
    this.turnLog = new TurnLog({
      circleId,
      workspaceId: stage.workspaceId,
      isPrivate: circle.isPrivate,
      isBranch: facts.branch !== null,
      members: () => [...circle.members, ...watchersOf(this.facts.session, circle.members)],
      conversations,
      clock,
      transcript,
      writes: this.#writes,
      report,
      send: (type, message) => this.send(type, message),
      witness: (turn, present) => {
        const personaIds = this.#personasAmong(present);
        return { memories: minds.witness(this.#view(), turn, personaIds), hearers: listMovable(turn, personaIds) };
      },
      ownerOf: async (personaId) => (await personas.get(personaId))?.ownerId ?? null,
    });
    this.whispers = new CircleWhispers(
      (personaId) => this.dispatch({ type: "instructed", personaId }),
      (ids) => this.turnLog.insist(() => ports.sessions.markDelivered(ids)),
    );
    this.outcome = new CircleOutcome(this, ports, scope);
    this.#settings = new CircleSettings(circle, (settings) =>
      this.turnLog.insist(() => conversations.changeCircle(this.turnLog.key, settings)),
    );
  }

  dispatch(event: CircleEvent): void {
    if (this.#isClosed) return;
    if (event.type === "member-left" && !this.facts.session?.listeners.has(event.memberId))
      this.turnLog.left(event.memberId);
    const speakerId = speakerOf(this.circle);
    for (const effect of advanceCircle(this.circle, event, this.#ports.clock.now(), this.#ports.newId))
      this.#perform(effect);
    if (this.#isClosed) return;
    // First, so that a crash before the new kind is stored leaves the earlier outcome due, and not lost.
    this.outcome.followKind();
    this.#followDebate();
    this.#settings.store(this.circle);
    this.#mirror();
    if (event.type === "member-joined" || event.type === "speech-ended")
      this.#calls.listen(this.#view(), listenersOf(this.circle, speakerId));
  }

  /** Stores and announces what a person says, and cuts the current speaker at once. Resolves with the turn's id after the commit. */
  async say({ userId, name }: Actor, text: string, replyTo: string | null): Promise<string> {
    if (this.#writes.isTroubled) throw notSaved();
    const turnId = this.#ports.newId();
    this.dispatch({ type: "said", personId: userId, personName: name, turnId });
    let due: Due;
    try {
      const speaker = { ownerId: userId, speakerId: userId, speakerName: name, speakerKind: "person" as const };
      due = await this.turnLog.add({ id: turnId, ...speaker, replyTo, decision: null }, text);
    } catch (error) {
      this.#ports.logger.error({ err: error, circleId: this.circle.id }, "a message could not be stored");
      this.dispatch({ type: "turn-lost", turnId });
      throw notSaved();
    }
    this.#committed(turnId, "person", due);
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
    const { branch, session } = this.facts;
    const turns = this.transcript.turns((turn) => mayKnow(actor, turn, session));
    const summary = this.outcome.summaryFor(actor, session);
    return {
      circleId: id,
      topic,
      kind,
      mode,
      turns,
      summary,
      ...(session?.section?.material && { shown: session.section.material }),
      ...(branch && { branchedFrom: { circleId: branch.circleId, turnId: branch.turnId } }),
      draft: maySteer(actor, this) ? draftViewOf(this.circle) : null,
      leads: leads(actor, this),
      now: this.#ports.clock.now(),
    };
  }

  /** Sends to everybody who may hear this circle now; a message about a turn only to those who heard that turn. */
  send<Type extends keyof ServerMessages>(type: Type, message: ServerMessages[Type]): void {
    const turn = "turnId" in message ? this.transcript.find(message.turnId) : undefined;
    this.#ports.stage.sendToAudience(this.circle.id, type, message, (actor) => {
      return mayHear(actor, this) && (turn === undefined || mayKnow(actor, turn, this.facts.session));
    });
  }

  /** What these turns say now: from here on in prompts, and on the pages of those who may know them. */
  reword(turnIds: readonly string[]): void {
    this.turnLog.record(async () => {
      for (const turn of await this.#ports.conversations.readWordings(this.turnLog.key, turnIds)) {
        if (!this.transcript.reword(turn)) continue;
        const { id: turnId, text, edits } = turn;
        this.send("turn-edited", { circleId: this.circle.id, turnId, text, edits });
        this.dispatch({ type: "reworded" });
      }
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

  /** Its gallery votes before and after a debate; after a restart, what was reached is reached again. */
  #followDebate(): void {
    const phase = this.circle.debate?.phase ?? null;
    if (phase === this.#phase) return;
    this.#phase = phase;
    const { ownerId, language } = this.facts;
    const { id, topic } = this.circle;
    const { stage } = this.#ports;
    if (ownerId) stage.debateReached(id, { scope: principalOf(stage.workspaceId, ownerId), language, topic }, phase);
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
    return viewConversation(this.circle, this.facts, this.transcript, this.outcome);
  }

  #perform(effect: CircleEffect): void {
    const { stage, clock, conversations } = this.#ports;
    switch (effect.type) {
      case "decide":
        return this.#calls.decide(effect.work, this.#view(), effect.candidates);
      case "draft":
        return this.#calls.draft(effect, this.whispers.intoDraft(effect, this.#view()));
      case "abandon":
        return this.#calls.abandon(effect.work);
      case "begin-turn":
        this.whispers.begun(effect.turnId);
        return this.turnLog.begin(startOfPersona(effect, this.facts.ownerId));
      case "show":
        return this.turnLog.show(effect.turnId, effect.seq, effect.text);
      case "save-partial":
        return this.turnLog.savePartial(effect.turnId, effect.text);
      case "end-turn":
        this.whispers.ended(effect.end);
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
        this.outcome.end();
        return this.turnLog.insist(() => conversations.endCircle(this.turnLog.key, new Date(clock.now())));
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
    const stored = { ...end, problem: end.problem && wordIn(end.problem, this.facts.language) };
    const due = await this.turnLog.end(stored).catch((error: unknown) => {
      this.#ports.logger.error({ err: error, turnId }, "the last turn before stopping could not be stored");
    });
    if (due) this.#committed(turnId, "persona", due);
  }

  #committed(turnId: string, speakerKind: "person" | "persona", due: Due): void {
    const awaitsPerson = findAwaitedPerson(this.#view()) !== null;
    const turn = this.transcript.find(turnId);
    const said = turn && turn.text !== "" ? { speakerId: turn.speakerId, startedAt: Date.parse(turn.startedAt) } : null;
    this.dispatch({ type: "turn-committed", turnId, speakerKind, said, awaitsPerson });
    this.outcome.turnShown();
    if (turn) followTurn(this.#ports, turn, due, this.#scope());
  }

  /** Adds the cost of stopped work to the turn that was cut; the cost of an unheard draft belongs to no turn. */
  #bill(work: number, { inputTokens, outputTokens, costNano, voice }: Spending): void {
    const turnId = this.#cutTurns.get(work);
    this.#cutTurns.delete(work);
    if (turnId !== undefined) this.turnLog.bill(turnId, { inputTokens, outputTokens, costNano, voice });
  }

  /** Those of them that are still there. */
  #personasAmong = (present: readonly Member[]): string[] =>
    personasOf(this.circle).flatMap(({ id }) => (present.some((one) => one.id === id) ? [id] : []));

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
