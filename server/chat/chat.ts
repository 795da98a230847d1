/** One message to a persona and its reply, both kept in a private circle that the persona remembers. */
import type { ConversationView } from "../../engine/mind/conversation.ts";
import type { SpeechEvent, TalkMinds } from "../../engine/mind/minds.ts";
import { suggestActions } from "../../engine/mind/suggest-actions.ts";
import { learnTraits } from "../../engine/mind/traits/learn-traits.ts";
import { rateReading, type ShownTrait } from "../../engine/mind/traits/shown-trait.ts";
import type { ChatMessage, ChatReply } from "../../schema/messages/chat.ts";
import type { Persona } from "../../schema/messages/persona.ts";
import type { Caller } from "../account/caller.ts";
import type { WholeTurn } from "../conversation/conversation.store.ts";
import { Problem } from "../http/problem.ts";
import { mayChange } from "../persona/persona-rights.ts";
import type { Personas } from "../persona/personas.ts";
import { hearTurn, toTurn, type SpeechEnd, type Spoken } from "./chat-turn.ts";
import { createOneAtATime } from "./one-at-a-time.ts";
import { createShareWork } from "./share-work.ts";
import { toVoiceProblem } from "./to-voice-problem.ts";
import { enterPrivateCircle, type PrivateCircles } from "./private-circle.ts";

export type ChatParts = PrivateCircles & {
  minds: TalkMinds;
  personas: Pick<Personas, "find" | "learnTrait">;
  now: () => Date;
  /** Hears of what failed without failing the reply: a memory or a trait that could not be kept. */
  report: (error: unknown) => void;
};

export interface Chat {
  /** @throws Problem 404 for an unknown persona; with the message kept 502 when the voice failed, 402 when a budget is used up, 429 when calls came too fast */
  reply(caller: Caller, message: ChatMessage, signal: AbortSignal): Promise<ChatReply>;
}

export function createChat(parts: ChatParts): Chat {
  const { minds, personas, chats, conversations, newId, now, report } = parts;
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
    const said = makeTurn(caller, session.circleId, {
      speaker: { id: caller.userId, name: caller.name },
      text: message.message,
    });
    const view = hearTurn({ ...session, topic: "", kind: "chat", isPrivate: true }, said);
    // What could not be kept is not answered: the model that is asked meanwhile is stopped.
    const unkept = new AbortController();
    const orStop = (error: unknown): never => {
      unkept.abort();
      throw error;
    };
    const calling = AbortSignal.any([signal, unkept.signal]);
    const billing = { signal: calling, workspaceId: caller.workspaceId, userId: caller.userId };
    // Nothing is shown before both are done, so neither waits for the other.
    const [, end] = await Promise.all([
      conversations.commitTurn(said).catch(orStop),
      hear(minds.speak(view, persona, billing)),
    ]);
    remember(view, said.id);

    const kept = keepTurn(caller, session.circleId, {
      speaker: persona,
      text: end.text,
      replyTo: said.id,
      startedAt,
      end,
      stopped: signal.aborted,
    }).catch(orStop);
    if (end.problem !== null) {
      await kept;
      throw failure(end);
    }
    const reading = { ...billing, circleId: session.circleId };
    const [reply, traits] = await Promise.all([kept, minds.extractTraits(persona, message.message, end.text, reading)]);
    remember(hearTurn(view, reply), reply.id);
    if (traits.length > 0) await chats.keepTraits(reply.id, traits.map(toStored));
    void learn(parts, caller, persona, traits);
    return {
      message: end.text,
      personaId: persona.id,
      traits: traits.map(toRead),
      confidence: rateReading(traits),
      suggestedActions: suggestActions(persona, message.message, end.text, session.language),
    };
  }

  const makeTurn = ({ workspaceId, userId }: Caller, circleId: string, spoken: Spoken): WholeTurn => ({
    ...toTurn(spoken, now()),
    id: newId(),
    circleId,
    workspaceId,
    ownerId: userId,
    witnesses: [userId],
  });

  async function keepTurn(caller: Caller, circleId: string, spoken: Spoken): Promise<WholeTurn> {
    const turn = makeTurn(caller, circleId, spoken);
    await conversations.commitTurn(turn);
    return turn;
  }

  function remember(view: ConversationView, turnId: string): void {
    const present = view.participants.filter(({ kind }) => kind === "persona").map(({ id }) => id);
    minds.witness(view, turnId, present).catch(report);
  }

  return {
    async reply(caller, message, signal) {
      const persona = await personas.find(caller, message.personaId);
      // Sent again while it is being answered, it is the same message: a second click, a client that tries again.
      return shareWork(JSON.stringify([caller.userId, message]), signal, (stop) =>
        oneAtATime(`${caller.userId} ${message.sessionId}`, () => answer(caller, persona, message, stop)),
      );
    },
  };
}

/** By talk a persona changes only for those who may change it by hand: nobody bends another's persona by chatting. */
async function learn(
  { personas, report }: Pick<ChatParts, "personas" | "report">,
  caller: Caller,
  persona: Persona,
  traits: readonly ShownTrait[],
): Promise<void> {
  if (!mayChange(caller, persona)) return;
  for (const { trait, intensity, evidence, confidence } of learnTraits(traits))
    await personas
      .learnTrait(persona.id, {
        name: trait.name,
        description: trait.description,
        intensity,
        evidence,
        confidence,
        witnesses: [caller.userId],
      })
      .catch(report);
}

async function hear(speech: AsyncIterable<SpeechEvent>): Promise<SpeechEnd> {
  for await (const event of speech) if (event.type === "end") return event;
  throw new Problem(502, "The voice stopped without finishing. Send it again.", { code: "voice-stopped" });
}

function failure(end: SpeechEnd): Problem {
  const { problem, text } = end;
  const told = `${problem} Your message was kept${text ? ", and so was the beginning of the reply" : ""}; send another to go on.`;
  return toVoiceProblem(end, told);
}

const toRead = ({ trait, intensity, evidence }: ShownTrait) => ({
  name: trait.name,
  description: trait.description,
  intensity,
  evidence,
});

const toStored = ({ trait, intensity, confidence, evidence }: ShownTrait) => ({
  id: trait.id,
  name: trait.name,
  intensity,
  confidence,
  evidence,
});
