/** What a session leaves, for those who may read it (SPEC C9). */
import type { Principal } from "../../../engine/scope/scope.ts";
import { message } from "../../../schema/messages/message.ts";
import type { GalleryView } from "../../../schema/messages/gallery.ts";
import type { Outcome } from "../../../schema/messages/outcome.ts";
import type { Session } from "../../../schema/messages/session.ts";
import type { SessionResults } from "../../../schema/messages/session-results.ts";
import type { ConversationReading } from "../../conversation/conversation-reading.store.ts";
import type { FindNames } from "../names/session-names.store.ts";
import { refuse, type Sessions } from "../sessions.ts";
import type { SessionSourceStore } from "./session-results.store.ts";
import { summariseSession, type OpenResults } from "./summarise-session.ts";

export type SessionResultPorts = {
  sessions: Pick<Sessions, "find" | "findShared">;
  conversations: Pick<ConversationReading, "open">;
  outcomesOf(scope: Principal, circleId: string): Promise<Outcome[]>;
  galleryOf(scope: Principal, circleId: string): Promise<GalleryView>;
  sources: SessionSourceStore;
  namesFor: FindNames;
};

/** Before its circle has opened. */
const NOTHING_SAID = { conversation: null, outcomes: [], gallery: { questions: [], vote: null } };

export type ResultsOfSessions = ReturnType<typeof createSessionResults>;

export const createSessionResults = ({
  sessions,
  conversations,
  outcomesOf,
  galleryOf,
  sources,
  namesFor,
}: SessionResultPorts) => {
  async function summarise(scope: Principal, session: Session, alsoCited: readonly string[]): Promise<OpenResults> {
    const { id, circleId } = session;
    const [{ conversation, outcomes, gallery }, found] = await Promise.all([
      circleId === null ? NOTHING_SAID : readTalk(scope, circleId),
      sources.read(scope, id),
    ]);
    // Statistics take a moment to load, which a start need not wait for.
    const { summariseQuestions } = await import("./summarise-questions.ts");
    const asked = summariseQuestions(found.probes, gallery.vote);
    const { head, ...opened } = await summariseSession({ session, conversation, outcomes, found, alsoCited });
    return { head: { ...head, gallery, ...asked }, ...opened };
  }

  /** As its readers see it. */
  async function readTalk(scope: Principal, circleId: string) {
    const names = await namesFor(scope, circleId);
    const [conversation, outcomes, gallery] = await Promise.all([
      conversations.open(scope, circleId),
      outcomesOf(scope, circleId),
      galleryOf(scope, circleId),
    ]);
    return {
      conversation: conversation && names.conversation(conversation),
      outcomes: names.outcomes(outcomes),
      gallery: names.gallery(gallery),
    };
  }

  /** @param alsoCited ids of turns to cite beside those that something is made of */
  async function open(scope: Principal, id: string, alsoCited: readonly string[] = []): Promise<OpenResults> {
    const session = await sessions.find(scope, id);
    if (session.status === "planned") throw refuse(409, message("session-not-begun"));
    return summarise(scope, session, alsoCited);
  }

  return {
    /** For its facilitators; while it runs, so far. */
    open,

    /** With all the turns at once. */
    async find(scope: Principal, id: string): Promise<SessionResults> {
      const { head, readTurns } = await open(scope, id);
      return { ...head, turns: (await Array.fromAsync(readTurns())).flat() };
    },

    /** For whoever has a link; null when it shows nothing, or no longer. */
    async openShared(scope: Principal): Promise<OpenResults | null> {
      const session = await sessions.findShared(scope);
      return session && summarise(scope, session, []);
    },
  };
};
