/** One message to a persona and its reply, both kept in a private circle that the persona remembers. */
import { detach, type Scope } from "../../engine/scope/scope.ts";
import { message } from "../../schema/messages/message.ts";
import type { ConversationView } from "../../engine/mind/conversation.ts";
import type { SpeechEvent, TalkMinds } from "../../engine/mind/minds.ts";
import { suggestActions } from "../../engine/mind/suggest-actions.ts";
import { readTraitCues } from "../../engine/mind/traits/read-trait-cues.ts";
import { rateReading, type ShownTrait } from "../../engine/mind/traits/shown-trait.ts";
import type { ChatMessage, ChatReply } from "../../schema/messages/chat.ts";
import type { Persona } from "../../schema/messages/persona.ts";
import { scopeOfCaller } from "../account/caller-scope.ts";
import type { Caller } from "../account/caller.ts";
import type { WholeTurn } from "../conversation/conversation.store.ts";
import type { Problem } from "../http/problem.ts";
import type { Personas } from "../persona/personas.ts";
import { toSpeechEnd } from "../turn/speech-end.ts";
import { appendTurn, toStoredTrait, toTurn, type Spoken } from "./chat-turn.ts";
import { createOneAtATime } from "./one-at-a-time.ts";
import { createShareWork } from "./share-work.ts";
import { toVoiceProblem } from "./to-voice-problem.ts";
import { createTraitReading } from "./trait-reading.ts";
import { enterPrivateCircle, type PrivateCircles } from "./private-circle.ts";

export type ChatParts = PrivateCircles & {
  minds: TalkMinds;
  personas: Pick<Personas, "find" | "learnTrait">;
  now: () => Date;
  /** Called with failures that do not fail the reply: a memory or a trait that could not be stored. */
  report: (error: unknown) => void;
};

export interface Chat {
  /** @throws Problem 404 for an unknown persona; with the message kept 502 when the voice failed, 402 when a budget is used up, 429 when calls came too often */
  reply(caller: Caller, message: ChatMessage, signal: AbortSignal): Promise<ChatReply>;
}

export function createChat(parts: ChatParts): Chat {
  const { minds, personas, conversations, newId, now, report } = parts;
  const oneAtATime = createOneAtATime();
  const shareWork = createShareWork<ChatReply>();
  const readTraits = createTraitReading(parts);

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
    const view = appendTurn({ ...session, topic: "", kind: "chat", isPrivate: true }, said);
    // A message that could not be stored is not answered: the model call in progress is aborted.
    const unkept = new AbortController();
    const orStop = (error: unknown): never => {
      unkept.abort();
      throw error;
    };
    const calling = AbortSignal.any([signal, unkept.signal]);
    const scope = scopeOfCaller(caller, calling, { circleId: session.circleId });
    // Nothing is shown before both are done, so they run concurrently.
    const [, end] = await Promise.all([
      conversations.commitTurn(said).catch(orStop),
      collectSpeech(minds.speak(view, persona, scope)),
    ]);
    remember(view, said.id, scope);

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
    await conversations.commitTurn(reply);
    if (end.problem !== null) throw failure(end);
    remember(appendTurn(view, reply), reply.id, scope);
    readTraits({ caller, persona, scope, turnId: reply.id, heard: message.message, reply: end.text });
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

  function remember(view: ConversationView, turnId: string, scope: Scope): void {
    const present = view.participants.filter(({ kind }) => kind === "persona").map(({ id }) => id);
    minds.witness(view, turnId, present, detach(scope)).catch(report);
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
