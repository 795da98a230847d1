/** For tests of outcomes: conversations as they are stored, and voices that keep what becomes of them. */
import type { ChatRequest, ModelEvent, RoutedModel } from "../../engine/model/language-model.ts";
import { NO_USAGE } from "../../engine/model/usage/add-usage.ts";
import type { Skill } from "../../schema/messages/voice.ts";
import type { CircleKind } from "../../schema/messages/room-messages.ts";
import { createConversationStore } from "../../server/conversation/conversation.store.ts";
import { newId } from "../../server/database/new-id.adapter.ts";
import type { Database } from "../../server/database/open-database.store.ts";

const workspaceId = "default";

/** A voice that answers each request with the next text, as the rehearsal voice or as a model of this name. */
export function voiceOf(
  answer: (request: ChatRequest) => string | Promise<string>,
  model = "mock/model",
  skill: Skill = "large",
): { modelFor: () => RoutedModel; skillOf: () => Skill; requests: ChatRequest[] } {
  const [provider, name] = model.split("/") as [string, string];
  const requests: ChatRequest[] = [];
  const routed: RoutedModel = {
    route: { provider, model: name, local: true },
    async *stream(request): AsyncGenerator<ModelEvent> {
      requests.push(request as ChatRequest);
      yield { type: "text-delta", text: await answer(request as ChatRequest) };
      yield { type: "finish", reason: "stop", usage: NO_USAGE };
    },
  };
  return { modelFor: () => routed, skillOf: () => skill, requests };
}

export const rehearsal = () => voiceOf(() => "", "rehearsal/voice");

export type Talking = Awaited<ReturnType<typeof openTalk>>;
type Opening = {
  ownerId: string;
  kind: CircleKind;
  topic?: string;
  isPrivate?: boolean;
  language?: string;
  placeId?: string;
};

type Said = { witnesses?: string[] | null; speakerKind?: "person" | "persona"; hearers?: readonly string[] };

/** A circle that people and personas talk in, without a place. */
export async function openTalk(database: Database, opening: Opening) {
  const { ownerId, kind, topic = "Trams", isPrivate = false, language = "en", placeId = "plaza" } = opening;
  const circleId = newId();
  const talk = talkIn(database, circleId, ownerId);
  const named = { id: circleId, workspaceId, ownerId, placeId, topic, title: topic, kind, language };
  const where = { mode: "auto", speed: 7, x: 0, z: 0, chatSessionId: null };
  await talk.conversations.openCircle({ ...named, ...where, isPrivate });
  return { ...talk, placeId };
}

/** The same of a circle that is open. */
export function talkIn(database: Database, circleId: string, ownerId: string) {
  const conversations = createConversationStore(database);
  const key = { id: circleId, workspaceId };
  return {
    circleId,
    key,
    conversations,
    async sit(memberId: string, memberName: string, memberKind = "person"): Promise<void> {
      const member = { id: newId(), workspaceId, circleId, memberId, memberName, memberKind, seat: 0 };
      await conversations.addMember(member);
    },
    leave: (memberId: string, at = new Date()) => conversations.removeMember(key, memberId, at),
    /** @returns the turn's id */
    async say(name: string, text: string, more: Said = {}): Promise<string> {
      const { witnesses = null, speakerKind = "person", hearers = [] } = more;
      const id = newId();
      const speaker = { speakerId: name.toLowerCase(), speakerName: name, speakerKind };
      const spent = { inputTokens: 0, outputTokens: 0, costNano: 0, voice: "", problem: null };
      const at = { startedAt: new Date(), endedAt: new Date() };
      const turn = { id, workspaceId, ownerId, circleId, ...speaker, replyTo: null, witnesses, decision: null };
      await conversations.commitTurn({ ...turn, ...at, ...spent, text, status: "finished" }, { hearers });
      return id;
    },
  };
}

/** What a model answers that makes one point of each new line. */
export function noteTurns({ messages }: ChatRequest): string {
  const lines = [...messages.at(-1)!.content.matchAll(/^(\d+)\. <said by="[^"]*">(.*)<\/said>$/gm)];
  const summary = lines.map(([, number, text]) => ({ id: `n${number}`, text, turns: [Number(number)] }));
  return JSON.stringify({ summary, obsolete: [] });
}
