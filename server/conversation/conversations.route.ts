import { z } from "zod";
import {
  Conversation,
  ConversationCharacter,
  ConversationPage,
  ConversationQuery,
  EXPORT_FORMATS,
} from "../../schema/messages/conversation.ts";
import { GalleryView } from "../../schema/messages/gallery.ts";
import type { Outcome } from "../../schema/messages/outcome.ts";
import { measureCharacter } from "../../engine/mind/measure-character.ts";
import { guessLanguage } from "../../engine/text/guess-language.ts";
import type { Principal } from "../../engine/scope/scope.ts";
import { defineRoute, type Route } from "../http/define-route.ts";
import { Problem } from "../http/problem.ts";
import type { ConversationReading, OpenConversation } from "./conversation-reading.store.ts";
import type { Stances } from "./stance.store.ts";
import type { PrintPage } from "../print/print-page.adapter.ts";
import type { FindNames } from "../session/names/session-names.store.ts";
import { exportConversation, EXPORT_TYPES } from "./export/export-conversation.ts";

const area = "Conversations";
const access = "signed-in";
const params = z.object({ circleId: z.string().min(1).max(100) });

export const noSuchConversation = (): Problem =>
  new Problem(404, "There is no such conversation, or it is private. Ask the person who opened it.", {
    code: "no-such-conversation",
  });

/**
 * As far as the person may see it:
 * @param outcomesOf what has become of a conversation
 * @param galleryOf what its spectators asked, and how they voted
 * @param files `namesFor`: how people are named in its files
 */
export function conversationRoutes(
  conversations: ConversationReading,
  stances: Pick<Stances, "list">,
  outcomesOf: (scope: Principal, circleId: string) => Promise<Outcome[]>,
  galleryOf: (scope: Principal, circleId: string) => Promise<GalleryView>,
  files: Pick<Left, "print" | "namesFor">,
): Route[] {
  const orRefuse = <Found>(found: Found | null): Found => {
    if (found === null) throw noSuchConversation();
    return found;
  };
  const open = async (scope: Principal, circleId: string) => orRefuse(await conversations.open(scope, circleId));
  const read = async (scope: Principal, circleId: string) => orRefuse(await conversations.read(scope, circleId));

  return [
    defineRoute(
      {
        method: "get",
        path: "/api/conversations",
        summary: "Conversations that are public or mine, newest first",
        area,
        access,
        query: ConversationQuery,
        answer: ConversationPage,
      },
      ({ scope, query }) => conversations.list(scope, query),
    ),
    defineRoute(
      {
        method: "get",
        path: "/api/conversations/:circleId",
        summary: "A conversation with all its finished turns",
        area,
        access,
        params,
        answer: Conversation,
      },
      ({ scope, params: { circleId } }) => read(scope, circleId),
    ),
    defineRoute(
      {
        method: "get",
        path: "/api/conversations/:circleId/character",
        summary: "Whether its personas stay themselves: agreement, repetition, distinctness, and where they stand",
        area,
        access: ["facilitator", "admin"],
        params,
        answer: ConversationCharacter,
      },
      async ({ scope, params: { circleId } }) => {
        const { turns } = await read(scope, circleId);
        const heard = turns.filter(({ status }) => status !== "failed");
        const language = guessLanguage(heard.map(({ text }) => text).join(" "));
        return { ...measureCharacter(heard, language), stances: await stances.list(scope, circleId) };
      },
    ),
    ...whatIsLeft({ open, participantsOf: conversations.participantsOf, outcomesOf, galleryOf, ...files }),
  ];
}

type Left = {
  open(scope: Principal, circleId: string): Promise<OpenConversation>;
  participantsOf: ConversationReading["participantsOf"];
  outcomesOf(scope: Principal, circleId: string): Promise<Outcome[]>;
  galleryOf(scope: Principal, circleId: string): Promise<GalleryView>;
  print: PrintPage;
  namesFor: FindNames;
};

const whatIsLeft = ({ open, participantsOf, outcomesOf, galleryOf, print, namesFor }: Left): Route[] => [
  defineRoute(
    {
      method: "get",
      path: "/api/conversations/:circleId/gallery",
      summary: "What its spectators asked, and how they voted in rounds that are closed",
      area,
      access,
      params,
      answer: GalleryView,
    },
    async ({ scope, params: { circleId } }) => {
      await open(scope, circleId);
      return galleryOf(scope, circleId);
    },
  ),
  defineRoute(
    {
      method: "get",
      path: "/api/conversations/:circleId/export",
      summary: "A conversation as a file; PDF needs a Chromium on the server's machine",
      area,
      access,
      params,
      query: z.object({ format: z.enum(EXPORT_FORMATS) }),
      file: Object.values(EXPORT_TYPES),
    },
    async ({ scope, params: { circleId }, query: { format }, signal }) => {
      const names = await namesFor(scope, circleId);
      const { head, turnIds, readTurns } = names.conversation(await open(scope, circleId));
      const { personaIds: _, mayTitle: __, isArchived: ___, ...conversation } = head;
      const participants = await participantsOf(scope, [circleId]);
      const exported = {
        head: {
          ...conversation,
          participants: names.participants(participants).map(({ name, kind }) => ({ name, kind })),
          outcomes: names.outcomes(await outcomesOf(scope, circleId)),
          gallery: names.gallery(await galleryOf(scope, circleId)),
        },
        numbers: new Map(turnIds.map((id, at) => [id, at + 1])),
        readTurns,
      };
      return exportConversation(exported, format, { print, signal });
    },
  ),
];
