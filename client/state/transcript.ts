/** One circle's talk as this browser knows it: a pure reducer over the room's messages. */
import type { StoredTurn } from "../../schema/messages/conversation.ts";
import type { Material } from "../../schema/messages/session-material.ts";
import type {
  CircleTranscript,
  DraftView,
  ServerMessages,
  SummaryPoint,
  TurnView,
} from "../../schema/messages/room-messages.ts";

export type Turn = TurnView & {
  /** `seq` of the next delta to append; null when the turn came in a snapshot: the next delta sets it. */
  nextSeq: number | null;
  /** Deltas that arrived before their predecessor, by seq. */
  early: Record<number, string>;
};

export type Transcript = {
  circleId: string;
  /** "" until the room has sent it. */
  topic: string;
  turns: Turn[];
  /** Ids of `turns`, in order: the same array until a turn is added or removed, so that arriving words redraw no list. */
  turnIds: string[];
  /** Those of `turns` that are not being spoken, likewise stable: for counts and sums. */
  endedTurns: Turn[];
  /** For a latecomer: what had been said when this page first received the talk (SPEC C2). */
  summary: SummaryPoint[];
  /** What the running section of its session shows; null: nothing. */
  shown: Material | null;
  /** The conversation that it branched off from (SPEC C8). */
  branchedFrom: CircleTranscript["branchedFrom"] | null;
  draft: DraftView | null;
  /** Whether it is this person's circle. */
  leads: boolean;
  /** Deltas of turns whose start has not arrived yet, by turn id. */
  orphans: Record<string, Record<number, string>>;
};

export type TranscriptEvent =
  | { type: "transcript"; message: CircleTranscript }
  /** Stored turns, oldest first: those before the first that is known are put before it. */
  | { type: "earlier"; message: { circleId: string; turns: StoredTurn[] } }
  | { type: "turn-started"; message: ServerMessages["turn-started"] }
  | { type: "turn-delta"; message: ServerMessages["turn-delta"] }
  | { type: "turn-ended"; message: ServerMessages["turn-ended"] }
  | { type: "turn-billed"; message: ServerMessages["turn-billed"] }
  | { type: "turn-edited"; message: ServerMessages["turn-edited"] }
  | { type: "shown-changed"; message: ServerMessages["shown-changed"] }
  | { type: "draft-changed"; message: ServerMessages["draft-changed"] }
  | { type: "reacted"; message: ServerMessages["reacted"] };

export const emptyTranscript = (circleId: string): Transcript => ({
  circleId,
  topic: "",
  turns: [],
  turnIds: [],
  endedTurns: [],
  summary: [],
  shown: null,
  branchedFrom: null,
  draft: null,
  leads: false,
  orphans: {},
});

/**
 * Deltas may repeat, overtake each other or arrive before `turn-started`; the text is always the
 * gapless concatenation from seq 0, and `turn-ended` replaces it with the final text.
 */
export function applyToTranscript(transcript: Transcript, event: TranscriptEvent): Transcript {
  switch (event.type) {
    case "transcript":
      return applySnapshot(transcript, event.message);
    case "earlier":
      return addEarlier(transcript, event.message.turns);
    case "turn-started":
      return startTurn(transcript, event.message);
    case "turn-delta":
      return appendDelta(transcript, event.message);
    case "turn-ended":
      return changeTurn(transcript, event.message.turnId, (turn) => endTurn(turn, event.message));
    case "turn-billed": {
      const { circleId: _, turnId, ...bill } = event.message;
      return changeTurn(transcript, turnId, (turn) => ({ ...turn, ...bill }));
    }
    case "turn-edited": {
      const { turnId, text, edits } = event.message;
      return changeTurn(transcript, turnId, (turn) => (edits > turn.edits ? { ...turn, text, edits } : turn));
    }
    case "shown-changed":
      return { ...transcript, shown: event.message.shown };
    case "draft-changed":
      return { ...transcript, draft: event.message };
    case "reacted":
      return changeTurn(transcript, event.message.turnId, (turn) => ({
        ...turn,
        reactions: addReaction(turn.reactions, event.message.emoji, event.message.userId),
      }));
  }
}

function applySnapshot(transcript: Transcript, message: CircleTranscript): Transcript {
  const known = new Map(transcript.turns.map((turn) => [turn.id, turn]));
  const turns = message.turns.map((turn) => mergeTurn(known.get(turn.id), turn));
  const shown = new Set(turns.map((turn) => turn.id));
  // A turn that began while the snapshot was in transit is newer than the snapshot.
  const newer = transcript.turns.filter((turn) => turn.status === "speaking" && !shown.has(turn.id));
  const { topic, draft, leads, shown: material = null, branchedFrom = null } = message;
  // Points made of turns that are no longer there go with them: somebody withdrew.
  const isGone = (turnId: string) => known.has(turnId) && !shown.has(turnId);
  const kept = transcript.summary.filter(({ turnIds }) => !turnIds.some(isGone));
  const summary = transcript.topic === "" ? message.summary : kept;
  const all = withTurns(transcript, [...turns, ...newer]);
  return { ...all, topic, summary, shown: material, branchedFrom, draft, leads, orphans: {} };
}

function addEarlier(transcript: Transcript, turns: StoredTurn[]): Transcript {
  const first = transcript.turnIds[0];
  const known = new Set(transcript.turnIds);
  const until = turns.findIndex(({ id }) => id === first);
  const earlier = turns.slice(0, until === -1 ? 0 : until).filter(({ id }) => !known.has(id));
  return withTurns(transcript, [
    ...earlier.map((turn) => ({ ...turn, reactions: {}, nextSeq: null, early: {} })),
    ...transcript.turns,
  ]);
}

const isEnded = ({ status }: Turn): boolean => status !== "speaking";

const withTurns = (transcript: Transcript, turns: Turn[]): Transcript => ({
  ...transcript,
  turns,
  turnIds: turns.map(({ id }) => id),
  endedTurns: turns.filter(isEnded),
});

function mergeTurn(known: Turn | undefined, turn: TurnView): Turn {
  const knowsMore = known && (known.status !== "speaking" || known.text.length >= turn.text.length);
  if (turn.status === "speaking" && knowsMore) return known;
  return { ...turn, nextSeq: null, early: {} };
}

function startTurn(transcript: Transcript, message: ServerMessages["turn-started"]): Transcript {
  if (transcript.turns.some((turn) => turn.id === message.turnId)) return transcript;
  const { [message.turnId]: early = {}, ...orphans } = transcript.orphans;
  const turn: Turn = {
    id: message.turnId,
    speakerId: message.speakerId,
    speakerName: message.speakerName,
    speakerKind: message.speakerKind,
    text: "",
    status: "speaking",
    replyTo: message.replyTo,
    startedAt: message.startedAt,
    endedAt: null,
    inputTokens: 0,
    outputTokens: 0,
    costNano: 0,
    voice: message.voice,
    reactions: {},
    edits: 0,
    problem: null,
    nextSeq: 0,
    early,
  };
  return { ...withTurns(transcript, [...transcript.turns, joinEarly(turn)]), orphans };
}

function appendDelta(transcript: Transcript, message: ServerMessages["turn-delta"]): Transcript {
  const { turnId, seq, text } = message;
  if (!transcript.turns.findLast((turn) => turn.id === turnId)) {
    const waiting = { ...transcript.orphans[turnId], [seq]: text };
    return { ...transcript, orphans: { ...transcript.orphans, [turnId]: waiting } };
  }
  return changeTurn(transcript, turnId, (turn) => {
    const nextSeq = turn.nextSeq ?? seq;
    if (turn.status !== "speaking" || seq < nextSeq) return turn;
    return joinEarly({ ...turn, nextSeq, early: { ...turn.early, [seq]: text } });
  });
}

function joinEarly(turn: Turn): Turn {
  let { text } = turn;
  let seq = turn.nextSeq ?? 0;
  const early = { ...turn.early };
  for (let next = early[seq]; next !== undefined; next = early[seq]) {
    text += next;
    delete early[seq];
    seq += 1;
  }
  return { ...turn, text, nextSeq: seq, early };
}

function endTurn(turn: Turn, message: ServerMessages["turn-ended"]): Turn {
  const { status, text, costNano, voice, inputTokens, outputTokens, endedAt, problem } = message;
  return { ...turn, status, text, costNano, voice, inputTokens, outputTokens, endedAt, problem, early: {} };
}

function changeTurn(transcript: Transcript, turnId: string, change: (turn: Turn) => Turn): Transcript {
  // From the end: words arrive for the last ones, and there may be thousands.
  const index = transcript.turns.findLastIndex(({ id }) => id === turnId);
  const turn = transcript.turns[index];
  const next = turn && change(turn);
  if (!next || next === turn) return transcript;
  const turns = transcript.turns.with(index, next);
  return { ...transcript, turns, ...(isEnded(next) && { endedTurns: turns.filter(isEnded) }) };
}

function addReaction(reactions: Turn["reactions"], emoji: string, userId: string): Turn["reactions"] {
  const userIds = Object.hasOwn(reactions, emoji) ? reactions[emoji]! : [];
  return userIds.includes(userId) ? reactions : { ...reactions, [emoji]: [...userIds, userId] };
}
