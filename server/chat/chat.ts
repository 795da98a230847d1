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
import type { ChatSession } from "./chat.store.ts";
import { createOneAtATime } from "./one-at-a-time.ts";
import { enterPrivateCircle, type PrivateCircles } from "./private-circle.ts";

export type ChatParts = PrivateCircles & {
  minds: TalkMinds;
  personas: Pick<Personas, "find" | "learnTrait">;
  now: () => Date;
  /** Hears of what failed without failing the reply: a memory or a trait that could not be kept. */
  report: (error: unknown) => void;
};

export interface Chat {
  /** @throws Problem 404 for an unknown persona, 502 when the voice failed, 402 when a budget is used up (the message is kept) */
  reply(caller: Caller, message: ChatMessage, signal: AbortSignal): Promise<ChatReply>;
}

type End = Extract<SpeechEvent, { type: "end" }>;

export function createChat(parts: ChatParts): Chat {
  const { minds, personas, chats, conversations, newId, now, report } = parts;
  const oneAtATime = createOneAtATime();

  async function answer(
    caller: Caller,
    persona: Persona,
    message: ChatMessage,
    signal: AbortSignal,
  ): Promise<ChatReply> {
    const session = await enterPrivateCircle(parts, caller, persona, message);
    const said = await keepTurn(caller, session, {
      speaker: { id: caller.userId, name: caller.name },
      text: message.message,
    });
    const view = await viewOf(session);
    remember(view, said.id);

    const billing = { signal, workspaceId: caller.workspaceId, userId: caller.userId };
    const startedAt = now();
    const end = await hear(minds.speak(view, persona, billing));
    const reply = await keepTurn(caller, session, {
      speaker: persona,
      text: end.text,
      replyTo: said.id,
      startedAt,
      end,
      stopped: signal.aborted,
    });
    if (end.problem !== null) throw failure(end);
    remember(await viewOf(session), reply.id);

    const traits = await minds.extractTraits(persona, message.message, end.text, {
      ...billing,
      circleId: session.circleId,
    });
    await chats.keepTraits(reply.id, traits.map(toStored));
    void learn(caller, persona, traits);
    return {
      message: end.text,
      personaId: persona.id,
      traits: traits.map(({ trait, intensity, evidence }) => ({
        name: trait.name,
        description: trait.description,
        intensity,
        evidence,
      })),
      confidence: rateReading(traits),
      suggestedActions: suggestActions(persona, message.message, end.text, session.language),
    };
  }

  const viewOf = async ({ circleId, language }: ChatSession): Promise<ConversationView> => ({
    ...{ circleId, topic: "", kind: "chat", language },
    participants: await chats.participantsOf(circleId),
    ...(await chats.utterancesOf(circleId)),
  });

  async function keepTurn(caller: Caller, { circleId }: ChatSession, spoken: Spoken): Promise<{ id: string }> {
    const id = newId();
    await conversations.commitTurn({
      ...toTurn(spoken, now()),
      id,
      circleId,
      workspaceId: caller.workspaceId,
      ownerId: caller.userId,
    });
    return { id };
  }

  function remember(view: ConversationView, turnId: string): void {
    const present = view.participants.filter(({ kind }) => kind === "persona").map(({ id }) => id);
    minds.witness(view, turnId, present).catch(report);
  }

  /** By talk a persona changes only for those who may change it by hand: nobody bends another's persona by chatting. */
  async function learn(caller: Caller, persona: Persona, traits: readonly ShownTrait[]): Promise<void> {
    if (!mayChange(caller, persona)) return;
    for (const { trait, intensity, evidence, confidence } of learnTraits(traits))
      await personas
        .learnTrait(persona.id, { name: trait.name, description: trait.description, intensity, evidence, confidence })
        .catch(report);
  }

  return {
    async reply(caller, message, signal) {
      const persona = await personas.find(caller, message.personaId);
      return oneAtATime(`${caller.userId} ${message.sessionId}`, () => answer(caller, persona, message, signal));
    },
  };
}

type Spoken = {
  speaker: { id: string; name: string };
  text: string;
  replyTo?: string;
  startedAt?: Date;
  /** Set for a persona's turn. */
  end?: End;
  stopped?: boolean;
};

function toTurn(
  { speaker, text, replyTo, startedAt, end, stopped }: Spoken,
  at: Date,
): Omit<WholeTurn, "id" | "circleId" | "workspaceId" | "ownerId"> {
  const { input = 0, cached = 0, cacheWrite5m = 0, cacheWrite1h = 0, output = 0 } = end?.usage ?? {};
  return {
    speakerId: speaker.id,
    speakerName: speaker.name,
    speakerKind: end ? "persona" : "person",
    text,
    status: stopped ? "interrupted" : (end?.status ?? "finished"),
    replyTo: replyTo ?? null,
    startedAt: startedAt ?? at,
    endedAt: at,
    decision: null,
    inputTokens: input + cached + cacheWrite5m + cacheWrite1h,
    outputTokens: output,
    costNano: end?.costNano ?? 0,
    voice: end?.voice ?? "",
    problem: end?.problem ?? null,
  };
}

async function hear(speech: AsyncIterable<SpeechEvent>): Promise<End> {
  for await (const event of speech) if (event.type === "end") return event;
  throw new Problem(502, "The voice stopped without finishing. Send it again.", { code: "voice-stopped" });
}

const failure = ({ problem, text, overBudget }: End): Problem =>
  new Problem(
    overBudget ? 402 : 502,
    `${problem} Your message was kept${text ? ", and so was the beginning of the reply" : ""}; send another to go on.`,
  );

const toStored = ({ trait, intensity, confidence, evidence }: ShownTrait) => ({
  ...{ id: trait.id, name: trait.name, intensity, confidence, evidence },
});
