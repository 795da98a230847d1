/**
 * What the page knows of the current place. follow-connection.ts writes here (structure and rare
 * changes only: positions never pass through React); panels and the text view read.
 */
import i18next from "i18next";
import { create } from "zustand";
import type { MessageValues } from "../../schema/messages/message.ts";
import type { Place } from "../../schema/messages/place.ts";
import type { ServerMessages } from "../../schema/messages/room-messages.ts";
import type { VoiceStatus } from "../../schema/messages/voice.ts";
import type { PlaceConnection } from "../net/place-connection.ts";
import type { AvatarSnapshot, CircleSnapshot } from "../net/place-snapshot.ts";
import type { ContextHint, World } from "../scene/enter-world.ts";
import { serverClock } from "./server-clock.ts";
import { applyToTranscript, emptyTranscript, type Transcript, type TranscriptEvent } from "./transcript.ts";

/** The page's connection to the room. Every state but "connected" has something to show. */
export type LinkStatus =
  | { kind: "idle" }
  | { kind: "connecting"; attempt: number }
  | { kind: "connected" }
  | { kind: "reconnecting"; attempt: number }
  /** The server lets nobody in for now; the page retries. */
  | ({ kind: "waiting" } & Said)
  | ({ kind: "full" } & Said)
  | { kind: "taken-over" }
  | ({ kind: "lost" } & Said);
/** `code` selects the text in the page's language; `reason` is the English fallback. */
type Said = { reason: string; code?: string; values?: MessageValues | undefined };

/** From the server, or from this page itself. */
type NewNotice = Pick<ServerMessages["notice"], "level" | "text" | "values"> & { code: string };
export type Notice = NewNotice & { id: number };

export const WATCH_MODES = ["free", "stage", "speaker"] as const;
export type WatchMode = (typeof WATCH_MODES)[number];

export type PlaceView = {
  /** Incremented on every visit. */
  visit: number;
  connection: PlaceConnection | null;
  /** Null while it loads, and where it cannot be drawn. */
  world: World | null;
  place: Place | null;
  role: "visitor" | "spectator";
  /** Own avatar id; "" while spectating. */
  myId: string;
  link: LinkStatus;
  avatars: Record<string, AvatarSnapshot>;
  circles: Record<string, CircleSnapshot>;
  spectatorCount: number;
  voice: VoiceStatus | null;
  /** Transcripts of circles this page is a member of, hears or follows, by circle id. */
  transcripts: Record<string, Transcript>;
  /** Topics of the sessions that this page was shown, by session id. */
  sessionTopics: Record<string, string>;
  /** The circle a spectator follows; null for visitors. */
  followedCircleId: string | null;
  /** A spectator's camera. */
  watching: WatchMode;
  hint: ContextHint | null;
  notices: Notice[];
};

export const EMPTY_PLACE: PlaceView = {
  visit: 0,
  connection: null,
  world: null,
  place: null,
  role: "spectator",
  myId: "",
  link: { kind: "idle" },
  avatars: {},
  circles: {},
  spectatorCount: 0,
  voice: null,
  transcripts: {},
  sessionTopics: {},
  followedCircleId: null,
  watching: "free",
  hint: null,
  notices: [],
};

export const usePlace = create<PlaceView>()(() => EMPTY_PLACE);

export function showCircles(circles: ReadonlyMap<string, CircleSnapshot>): void {
  usePlace.setState((view) => ({ circles: nameCircles([...circles.values()], view) }));
}

/** Call it with what the server says of a session to somebody who may know it. */
export function showSessionTopic(sessionId: string, topic: string): void {
  usePlace.setState((view) => {
    if (view.sessionTopics[sessionId] === topic) return {};
    const sessionTopics = { ...view.sessionTopics, [sessionId]: topic };
    return { sessionTopics, circles: nameCircles(Object.values(view.circles), { ...view, sessionTopics }) };
  });
}

export function receiveTranscriptEvent(event: TranscriptEvent): void {
  const { circleId } = event.message;
  if (event.type === "transcript") serverClock.set(event.message.now);
  usePlace.setState((view) => {
    const { transcripts, circles } = view;
    const transcript = applyToTranscript(transcripts[circleId] ?? emptyTranscript(circleId), event);
    const known = { ...transcripts, [circleId]: transcript };
    if (event.type !== "transcript") return { transcripts: known };
    return { transcripts: known, circles: nameCircles(Object.values(circles), { ...view, transcripts: known }) };
  });
}

export function forgetTranscript(circleId: string): void {
  usePlace.setState(({ transcripts: { [circleId]: _, ...transcripts }, ...view }) => ({
    transcripts,
    circles: nameCircles(Object.values(view.circles), { ...view, transcripts }),
  }));
}

/** The state omits the topic of a private circle. Those who may hear it have it in its transcript, or in their page of its session. */
function nameCircles(
  circles: CircleSnapshot[],
  { transcripts, sessionTopics }: Pick<PlaceView, "transcripts" | "sessionTopics">,
): PlaceView["circles"] {
  const named = circles.map((circle) => {
    if (!circle.isPrivate) return circle;
    const topic = transcripts[circle.id]?.topic || sessionTopics[circle.sessionId] || i18next.t("circle.privateTopic");
    return topic === circle.topic ? circle : { ...circle, topic };
  });
  return Object.fromEntries(named.map((circle) => [circle.id, circle]));
}

let noticeCount = 0;

const NOTICES_KEPT = 4;

export function showNotice(notice: NewNotice): void {
  noticeCount += 1;
  const shown = { ...notice, id: noticeCount };
  usePlace.setState(({ notices }) => ({ notices: [...notices, shown].slice(-NOTICES_KEPT) }));
}

export function dismissNotice(id: number): void {
  usePlace.setState(({ notices }) => ({ notices: notices.filter((notice) => notice.id !== id) }));
}
