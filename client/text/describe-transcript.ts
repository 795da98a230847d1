import { messageText } from "../words/message-text.ts";
import type { TFunction } from "i18next";
import type { PlaceView } from "../state/place-store.ts";
import { isMuted } from "../state/mutes.ts";
import { findShownCircle } from "../state/find-shown-circle.ts";
import type { Transcript } from "../state/transcript.ts";

const LINES = 10;

type Seen = Pick<PlaceView, "avatars" | "circles" | "transcripts" | "myId" | "followedCircleId">;

/** The last things said in the circle the person is in, follows or hears. */
export function describeTranscript(view: Seen, t: TFunction): string[] {
  const turns = shownTranscript(view)?.turns ?? [];
  if (turns.length === 0) return [t("text.nothingSaid")];
  return turns.slice(-LINES).map((turn) => {
    if (isMuted(turn.speakerId)) return t("mute.words", { name: turn.speakerName });
    const line = t("text.said", { name: turn.speakerName, text: turn.text });
    return turn.status === "interrupted" || turn.status === "failed" ? `${line} (${t(`turn.${turn.status}`)})` : line;
  });
}

/** Manual mode: the next speaker, why, and the draft. */
export function describeDraft(view: Seen, t: TFunction): string[] {
  const draft = shownTranscript(view)?.draft;
  if (!draft) return [t("text.noDraft")];
  const speaker = view.avatars[draft.decision?.nextPersonaId ?? ""]?.name;
  const lines = [
    speaker && t("draft.speaksNext", { name: speaker }),
    draft.decision && messageText(draft.decision.reasoningMessage, draft.decision.reasoning),
    ...(draft.decision?.otherBids ?? []).map((bid) => messageText(bid.reasoningMessage, bid.reasoning)),
    draft.problem && messageText(draft.problemMessage, draft.problem),
    draft.text,
  ];
  return lines.filter((line): line is string => Boolean(line));
}

function shownTranscript(view: Seen): Transcript | undefined {
  const ownCircleId = view.avatars[view.myId]?.circleId ?? "";
  return view.transcripts[findShownCircle({ ...view, ownCircleId })?.circle.id ?? ""];
}
