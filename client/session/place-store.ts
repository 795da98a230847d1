/**
 * What the page knows of the place it is in. The connection writes here (structure and rare
 * changes only: positions never pass through React), panels and the text view read.
 */
import { create } from "zustand";
import type { Look } from "../../schema/messages/look.ts";
import type { Place } from "../../schema/messages/place.ts";
import type { CircleKind, ServerMessages } from "../../schema/messages/room-messages.ts";
import type { VoiceStatus } from "../../schema/messages/voice.ts";
import { applyToTranscript, emptyTranscript, type Transcript, type TranscriptEvent } from "./transcript.ts";

export type AvatarView = {
  id: string;
  kind: "person" | "persona";
  name: string;
  look: Look | null;
  gesture: string;
  activity: string;
  /** "" when in no circle. */
  circleId: string;
  typing: boolean;
  traits: Record<string, number>;
};

export type CircleView = {
  id: string;
  topic: string;
  kind: CircleKind;
  mode: "auto" | "manual";
  /** 1–10; 10 = at once. */
  speed: number;
  status: "waiting" | "talking" | "paused" | "asleep" | "ended";
  isPrivate: boolean;
  x: number;
  z: number;
  /** Avatar ids, opener first. */
  members: string[];
  speakerId: string;
  nextSpeakerId: string;
  nextSpeakerWhy: string;
  costNano: number;
};

/** How this page stands with the room. Every state but "connected" has something to show. */
export type LinkStatus =
  | { kind: "idle" }
  | { kind: "connecting" }
  | { kind: "connected" }
  | { kind: "reconnecting"; attempt: number }
  | { kind: "full"; reason: string }
  | { kind: "taken-over" }
  | { kind: "failed"; reason: string };

export type Notice = ServerMessages["notice"] & { id: number };

/** The thing `E` acts on now, as the world sees it. */
export type ContextHint =
  | { kind: "join-circle"; circleId: string }
  | { kind: "talk"; personaId: string }
  | { kind: "enter-portal"; portalId: string; title: string };

export type PlaceView = {
  place: Place | null;
  role: "visitor" | "spectator";
  /** Own avatar id; "" while spectating. */
  myId: string;
  link: LinkStatus;
  avatars: Record<string, AvatarView>;
  circles: Record<string, CircleView>;
  spectatorCount: number;
  voice: VoiceStatus | null;
  /** Of circles this page is member of, hears or follows, by circle id. */
  transcripts: Record<string, Transcript>;
  /** The circle a spectator follows; null for visitors. */
  followedCircleId: string | null;
  hint: ContextHint | null;
  notices: Notice[];
};

export const EMPTY_PLACE: PlaceView = {
  place: null,
  role: "spectator",
  myId: "",
  link: { kind: "idle" },
  avatars: {},
  circles: {},
  spectatorCount: 0,
  voice: null,
  transcripts: {},
  followedCircleId: null,
  hint: null,
  notices: [],
};

export const usePlace = create<PlaceView>()(() => EMPTY_PLACE);

export const placeStore = { get: usePlace.getState, set: usePlace.setState, subscribe: usePlace.subscribe };

export function receiveTranscriptEvent(event: TranscriptEvent): void {
  const { circleId } = event.message;
  usePlace.setState(({ transcripts }) => ({
    transcripts: {
      ...transcripts,
      [circleId]: applyToTranscript(transcripts[circleId] ?? emptyTranscript(circleId), event),
    },
  }));
}

export function forgetTranscript(circleId: string): void {
  usePlace.setState(({ transcripts: { [circleId]: _, ...transcripts } }) => ({ transcripts }));
}

let noticeCount = 0;

const NOTICES_KEPT = 4;

export function showNotice(notice: ServerMessages["notice"]): void {
  noticeCount += 1;
  const shown = { ...notice, id: noticeCount };
  usePlace.setState(({ notices }) => ({ notices: [...notices, shown].slice(-NOTICES_KEPT) }));
}

export function dismissNotice(id: number): void {
  usePlace.setState(({ notices }) => ({ notices: notices.filter((notice) => notice.id !== id) }));
}
