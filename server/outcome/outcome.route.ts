/** What becomes of a conversation, over HTTP (SPEC C2). */
import { z } from "zod";
import { OutcomeRefused } from "../../engine/outcome/change-outcome.ts";
import { keeperOf } from "../../engine/outcome/make-update.ts";
import { routeName } from "../../engine/model/language-model.ts";
import type { Principal } from "../../engine/scope/scope.ts";
import { inEnglish, message, type Message } from "../../schema/messages/message.ts";
import {
  ChangeDecision,
  ConversationOutcome,
  ItemCorrection,
  ItemVersion,
  ItemVote,
  MAX_DOCUMENT_LENGTH,
  MAX_ITEMS,
  NewItem,
  Outcome,
  RevisionQuery,
  TextRevisions,
} from "../../schema/messages/outcome.ts";
import type { CircleKind } from "../../schema/messages/room-messages.ts";
import { suggestStarters } from "../../schema/rules/suggest-starters.ts";
import type { Database } from "../database/open-database.store.ts";
import { defineRoute, type Route } from "../http/define-route.ts";
import { Problem } from "../http/problem.ts";
import type { Voices } from "../models/voices.ts";
import { createOutcomeChanges, NotAMember, type OutcomeChanges } from "./outcome-changes.store.ts";
import { readOutcomes, type ReadOutcomes } from "./outcome-reading.store.ts";
import { createRevisionReading } from "./revisions.store.ts";
import type { Report } from "./outcome-rows.store.ts";

const area = "Conversations";
const access = "signed-in";
const open = { area, access } as const;
const id = z.string().min(1).max(100);
const params = z.object({ circleId: id });
const itemParams = z.object({ circleId: id, itemId: id });
const path = "/api/conversations/:circleId/outcome";
const itemPath = `${path}/items/:itemId`;
/** Once this much was said, nobody needs a line to begin with. */
const TURNS_WITHOUT_STARTERS = 4;

type Keepers = Pick<Voices, "modelFor" | "skillOf">;

export const outcomeRoutes = (database: Database, voices: Keepers, report: Report): Route[] => [
  ...readingRoutes(toReader(database, report), voices),
  ...revisionRoutes(createRevisionReading(database)),
  ...changingRoutes(createOutcomeChanges(database, report), toReader(database, report)),
];

type Reader = (scope: Principal, circleId: string) => Promise<ReadOutcomes>;

const toReader =
  (database: Database, report: Report): Reader =>
  async (scope, circleId) => {
    const found = await readOutcomes(database, report, scope, circleId);
    if (!found) throw noSuchConversation();
    return found;
  };

function keeperFor(voices: Keepers, problem: ReadOutcomes["problem"]): ConversationOutcome["keeper"] {
  const { route } = voices.modelFor("light");
  const by = keeperOf(route, voices.skillOf);
  const why = {
    model: problem && message("outcome-failed", { problem }),
    rules: message("outcome-by-rules"),
    none: message("outcome-small-model", { voice: routeName(route) }),
  };
  return { by, why: why[by] };
}

function readingRoutes(read: Reader, voices: Keepers): Route[] {
  return [
    defineRoute(
      {
        method: "get",
        path,
        summary: "What becomes of a conversation: one outcome for each kind it had, made of items that link to turns",
        ...open,
        params,
        answer: ConversationOutcome,
      },
      async ({ scope, params: { circleId } }) => {
        const { circle, outcomes: all, problem } = await read(scope, circleId);
        const { kind, topic, language, mayChange: mayCorrect, turnCount } = circle;
        const outcomes = all.filter((outcome) => outcome.kind === kind || outcome.items.length > 0);
        const starters = turnCount < TURNS_WITHOUT_STARTERS ? suggestStarters(kind, topic, language) : [];
        return { circleId, kind, mayCorrect, outcomes, keeper: keeperFor(voices, problem), starters };
      },
    ),
  ];
}

function revisionRoutes({ list, readText }: ReturnType<typeof createRevisionReading>): Route[] {
  return [
    defineRoute(
      {
        method: "get",
        path: `${path}/document`,
        summary: "The refined text, with the changes that were accepted, or an earlier version of it, as Markdown",
        ...open,
        params,
        query: RevisionQuery,
        file: ["text/markdown; charset=utf-8"],
      },
      async ({ scope, params: { circleId }, query: { revision } }) => {
        const content = await readText(scope, circleId, revision ?? null);
        if (content === null) throw toProblem(new OutcomeRefused("no-document"));
        return { name: "text.md", contentType: "text/markdown; charset=utf-8", content: `${content.trimEnd()}\n` };
      },
    ),
    defineRoute(
      {
        method: "get",
        path: `${path}/document/revisions`,
        summary: "The versions of the refined text, newest first: who made each, and by accepting which change",
        ...open,
        params,
        answer: TextRevisions,
      },
      async ({ scope, params: { circleId } }) => {
        const revisions = await list(scope, circleId);
        if (!revisions) throw noSuchConversation();
        return { revisions };
      },
    ),
  ];
}

function changingRoutes(changes: OutcomeChanges, read: Reader): Route[] {
  /** Answers with the outcome that the change made. */
  async function answer(scope: Principal, circleId: string, change: Promise<CircleKind | null>): Promise<Outcome> {
    const kind = await change.catch((error: unknown) => {
      throw toProblem(error);
    });
    if (kind === null) throw noSuchConversation();
    return (await read(scope, circleId)).outcomes.find((outcome) => outcome.kind === kind)!;
  }

  return [
    defineRoute(
      {
        method: "post",
        path: `${path}/items`,
        summary: "Add an item",
        ...open,
        params,
        body: NewItem,
        answer: Outcome,
      },
      ({ scope, params: { circleId }, body }) => answer(scope, circleId, changes.add(scope, circleId, body)),
    ),
    defineRoute(
      {
        method: "patch",
        path: itemPath,
        summary: "Correct an item, which no model changes from then on",
        ...open,
        params: itemParams,
        body: ItemCorrection,
        answer: Outcome,
      },
      ({ scope, params: { circleId, itemId }, body }) =>
        answer(scope, circleId, changes.correct(scope, circleId, itemId, body)),
    ),
    defineRoute(
      {
        method: "delete",
        path: itemPath,
        summary: "Delete an item: no model brings it back",
        ...open,
        params: itemParams,
        query: ItemVersion,
        answer: Outcome,
      },
      ({ scope, params: { circleId, itemId }, query: { version } }) =>
        answer(scope, circleId, changes.remove(scope, circleId, itemId, version)),
    ),
    defineRoute(
      {
        method: "put",
        path: `${itemPath}/vote`,
        summary: "Vote for an idea, or take the vote back",
        ...open,
        params: itemParams,
        body: ItemVote,
        answer: Outcome,
      },
      ({ scope, params: { circleId, itemId }, body: { voted } }) =>
        answer(scope, circleId, changes.vote(scope, circleId, itemId, voted)),
    ),
    defineRoute(
      {
        method: "put",
        path: `${itemPath}/state`,
        summary: "Accept or refuse a change of the text",
        ...open,
        params: itemParams,
        body: ChangeDecision,
        answer: Outcome,
      },
      ({ scope, params: { circleId, itemId }, body }) =>
        answer(scope, circleId, changes.decide(scope, circleId, itemId, body)),
    ),
  ];
}

const noSuchConversation = (): Problem =>
  new Problem(404, "There is no such conversation, or it is private. Ask the person who opened it.", {
    code: "no-such-conversation",
  });

const STATUS: Partial<Record<OutcomeRefused["code"], number>> = {
  "no-such-item": 404,
  "no-document": 404,
  "item-changed": 409,
  "change-not-open": 409,
  "one-document": 409,
};

/** What a person can do about a refused change. */
function toProblem(error: unknown): unknown {
  if (error instanceof NotAMember) return toRefusal(403, message("outcome-not-a-member"));
  if ((error as { constraint?: string }).constraint === "outcome_items_one_document")
    return toRefusal(409, message("one-document"));
  if (!(error instanceof OutcomeRefused)) return error;
  return toRefusal(STATUS[error.code] ?? 422, wordsOf(error.code));
}

function wordsOf(code: OutcomeRefused["code"]): Message {
  if (code === "too-many-items") return message(code, { count: MAX_ITEMS });
  return code === "document-too-long" ? message(code, { count: MAX_DOCUMENT_LENGTH }) : message(code);
}

const toRefusal = (status: number, said: Message): Problem =>
  new Problem(status, inEnglish(said), { code: said.code, values: said.values });
