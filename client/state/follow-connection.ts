/** Copies what a connection receives into the store. */
import type { VoiceStatus } from "../../schema/messages/voice.ts";
import type { PlaceConnection } from "../net/place-connection.ts";
import { forgetGallery, receiveGallery, receiveGalleryChange } from "./gallery.ts";
import {
  forgetTranscript,
  receiveTranscriptEvent,
  showCircles,
  showNotice,
  usePlace,
  type PlaceView,
} from "./place-store.ts";

/**
 * @param seated until it resolves, the shown avatars and circles stay: the person is on the way back to their seat
 * @returns a function that unsubscribes
 */
export function followConnection(connection: PlaceConnection, seated?: Promise<void>): () => void {
  const set = (change: Partial<PlaceView>) => usePlace.setState(change);
  const copyPlace = () => {
    const { voice, spectatorCount } = connection.place;
    set({ voice: readVoice(voice), spectatorCount });
  };
  let isOnTheWay = seated !== undefined;
  const copyAvatars = () => {
    if (!isOnTheWay) set({ avatars: Object.fromEntries(connection.avatars) });
  };
  void seated?.then(() => {
    isOnTheWay = false;
    copyAvatars();
  });
  const copyCircles = () => showCircles(connection.circles);
  copyPlace();
  copyAvatars();
  copyCircles();
  const onAvatar = oncePerFrame(copyAvatars);
  const onCircle = oncePerFrame(copyCircles);

  const stops = [
    connection.on("avatar-added", onAvatar),
    connection.on("avatar-changed", onAvatar),
    connection.on("avatar-removed", onAvatar),
    connection.on("circle-added", onCircle),
    connection.on("circle-changed", onCircle),
    connection.on("circle-removed", onCircle),
    connection.on("place-changed", copyPlace),
    connection.on("transcript", (message) => receiveTranscriptEvent({ type: "transcript", message })),
    connection.on("turn-started", (message) => receiveTranscriptEvent({ type: "turn-started", message })),
    connection.on("turn-delta", (message) => receiveTranscriptEvent({ type: "turn-delta", message })),
    connection.on("turn-ended", (message) => receiveTranscriptEvent({ type: "turn-ended", message })),
    connection.on("turn-billed", (message) => receiveTranscriptEvent({ type: "turn-billed", message })),
    connection.on("turn-edited", (message) => receiveTranscriptEvent({ type: "turn-edited", message })),
    connection.on("shown-changed", (message) => receiveTranscriptEvent({ type: "shown-changed", message })),
    connection.on("draft-changed", (message) => receiveTranscriptEvent({ type: "draft-changed", message })),
    connection.on("reacted", (message) => receiveTranscriptEvent({ type: "reacted", message })),
    connection.on("transcript-left", ({ circleId }) => {
      forgetTranscript(circleId);
      forgetGallery(circleId);
    }),
    connection.on("gallery", receiveGallery),
    connection.on("gallery-changed", receiveGalleryChange),
    connection.on("notice", showNotice),
    connection.on("status", (status) => {
      // After a cut-off, visit.ts reconnects and reports its progress.
      if (status.kind !== "cut-off") set({ link: status.kind === "left" ? { kind: "idle" } : status });
    }),
  ];
  return () => {
    for (const stop of stops) stop();
  };
}

/** A thousand arrivals in one patch cause one render. A timer, not a frame: hidden tabs get no frames. */
function oncePerFrame(action: () => void): () => void {
  let isWaiting = false;
  return () => {
    if (isWaiting) return;
    isWaiting = true;
    setTimeout(() => {
      isWaiting = false;
      action();
    }, 16);
  };
}

function readVoice(text: string): VoiceStatus | null {
  return text === "" ? null : (JSON.parse(text) as VoiceStatus);
}
