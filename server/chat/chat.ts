/** One message to a persona and its reply, both kept in a private circle that the persona remembers. */
import { detach, type Scope } from "../../engine/scope/scope.ts";
import { message } from "../../schema/messages/message.ts";
import type { ConversationView } from "../../engine/mind/conversation.ts";
import type { SpeechEvent, TalkMinds } from "../../engine/mind/minds.ts";
import { findTopic } from "../../engine/mind/stance/find-topic.ts";
import { listMovable } from "../../engine/mind/stance/read-argument.ts";
import { suggestActions } from "../../engine/mind/suggest-actions.ts";
import { readTraitCues } from "../../engine/mind/traits/read-trait-cues.ts";
import { rateReading, type ShownTrait } from "../../engine/mind/traits/shown-trait.ts";
import type { ChatMessage, ChatReply } from "../../schema/messages/chat.ts";
import type { Persona } from "../../schema/messages/persona.ts";
import { scopeOfCaller } from "../account/caller-scope.ts";
import type { Caller } from "../account/caller.ts";
import type { WholeTurn } from "../conversation/conversation.store.ts";
import type { Hearing } from "../conversation/hear-turns.ts";
import type { Aftermath, Due } from "../conversation/write-turn.store.ts";
import type { Problem } from "../http/problem.ts";
import type { Personas } from "../persona/personas.ts";
import { toSpeechEnd } from "../turn/speech-end.ts";
import { toUtterance } from "../turn/to-utterance.ts";
import { appendTurn, toTurn, type Spoken } from "./chat-turn.ts";
import { createOneAtATime } from "./one-at-a-time.ts";
import { createShareWork } from "./share-work.ts";
import { toVoiceProblem } from "./to-voice-problem.ts";
import { mayChange } from "../persona/persona-rights.ts";
import { toStoredTrait, type TraitReading } from "../persona/trait-reading.ts";
import { enterPrivateCircle, type PrivateCircles } from "./private-circle.ts";

export type ChatParts = PrivateCircles & {
  minds: TalkMinds;
  personas: Pick<Personas, "find">;
  readTraits: TraitReading;
  hear: Hearing;
  now: () => Date;
  /** Called with failures that do not fail the reply: reflecting, moving stances, or the reading of traits. */
  report: (error: unknown) => void;
};

export interface Chat {
  /** @throws Problem 404 for an unknown persona; with the message kept 502 when the voice failed, 402 when a budget is used up, 429 when calls came too often */
  reply(caller: Caller, message: ChatMessage, signal: AbortSignal): Promise<ChatReply>;
}

export function createChat(parts: ChatParts): Chat {
  const { minds, personas, chats, newId, now } = parts;
  const oneAtATime = createOneAtATime();
  const shareWork = createShareWork<ChatReply>();

  async function answer(
    caller: Caller,
    persona: Persona,
    message: ChatMessage,
    signal: AbortSignal,
  ): Promise<ChatReply> {
    const session = await enterPrivateCircle(parts, caller, persona, message);
    const startedAt = now();
    const said = makeTurn(caller, session, {
      speaker: { id: caller.userId, name: caller.name },
      text: message.message,
    });
    const topic = findTopic(message.message, session);
    const view = appendTurn({ ...session, topic, kind: "chat", isPrivate: true }, said);
    // A message that could not be stored is not answered: the model call in progress is aborted.
    const unkept = new AbortController();
    const orStop = (error: unknown): never => {
      unkept.abort();
      throw error;
    };
    const scope = scopeOfCaller(caller, AbortSignal.any([signal, unkept.signal]), { circleId: session.circleId });
    // Nothing is shown before both are done, so they run concurrently.
    const [dueThen, end] = await Promise.all([
      keep(said, view, session.topic).catch(orStop),
      collectSpeech(minds.speak(view, persona, scope)),
    ]);
    follow(parts, dueThen, persona.id, scope);

    const traits = readTraitCues(persona.traits, end.text);
    const reply = makeTurn(caller, session, {
      speaker: persona,
      text: end.text,
      replyTo: said.id,
      startedAt,
      end: toSpeechEnd(end),
      stopped: signal.aborted,
    });
    reply.traitsShown = traits.map(toStoredTrait);
    const due = await chats.commitTurn(reply, {
      ...witness(view, reply),
      reading: reply.status !== "finished" ? null : mayChange(caller, persona) ? "learn" : "note",
    });
    if (end.problem !== null) throw failure(end);
    follow(parts, due, persona.id, scope);
    return {
      message: end.text,
      personaId: persona.id,
      traits: traits.map(toRead),
      confidence: rateReading(traits),
      suggestedActions: suggestActions(persona, message.message, end.text, session.language),
    };
  }

  const makeTurn = ({ workspaceId, userId }: Caller, { circleId, language }: Talk, spoken: Spoken): WholeTurn => ({
    ...toTurn(spoken, now(), language),
    id: newId(),
    circleId,
    workspaceId,
    ownerId: userId,
    witnesses: [userId],
  });

  /** The message, after the topic that it is heard on. */
  async function keep(said: WholeTurn, view: ConversationView, topicBefore: string): Promise<Due> {
    if (view.topic !== topicBefore) await chats.changeTopic(said, view.topic);
    return chats.commitTurn(said, witness(view, said));
  }

  function witness(view: ConversationView, turn: WholeTurn): Pick<Aftermath, "memories" | "hearers"> {
    const [utterance, present] = [toUtterance(turn), presentIn(view)];
    return { memories: minds.witness(view, utterance, present), hearers: listMovable(utterance, present) };
  }

  return {
    async reply(caller, message, signal) {
      const persona = await personas.find(caller, message.personaId);
      // The same message sent again while it is being answered (a double click, a retry) shares the answer.
      return shareWork(JSON.stringify([caller.userId, message]), signal, (stop) =>
        oneAtATime(`${caller.userId} ${message.sessionId}`, () => answer(caller, persona, message, stop)),
      );
    },
  };
}

/** What is due once a turn is stored, done in the background. */
function follow({ minds, readTraits, hear, report }: ChatParts, due: Due, personaId: string, scope: Scope): void {
  if (due.round > 0) minds.reflect(scope.subject.circleId!, due.round, detach(scope)).catch(report);
  if (due.hearing) hear(scope).catch(report);
  if (due.reading > 0) readTraits({ personaId, scope, awaiting: due.reading }).catch(report);
}

const presentIn = ({ participants }: ConversationView): string[] =>
  participants.flatMap(({ id, kind }) => (kind === "persona" ? [id] : []));

type Talk = Pick<ConversationView, "circleId" | "language">;

async function collectSpeech(speech: AsyncIterable<SpeechEvent>): Promise<SpeechEvent & { type: "end" }> {
  for await (const event of speech) if (event.type === "end") return event;
  throw toVoiceProblem({}, message("voice-stopped"));
}

function failure(end: SpeechEvent & { type: "end" }): Problem {
  const problem = end.problem ?? message("turn-without-reason");
  return toVoiceProblem(end, message(end.text ? "message-and-reply-kept" : "message-kept", { problem }));
}

const toRead = ({ trait, intensity, evidence }: ShownTrait) => ({
  name: trait.name,
  description: trait.description,
  intensity,
  evidence,
});
