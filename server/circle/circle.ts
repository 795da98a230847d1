/**
 * A circle as its rules see it: who is there, who has the floor, what comes next. Plain data;
 * `advanceCircle` is the only thing that changes it, and says what is to be done about it.
 * All times are ms since epoch.
 */
import { message, type Message } from "../../schema/messages/message.ts";
import type { CircleKind, DraftView, TurnDecision } from "../../schema/messages/room-messages.ts";
import { shownProblem } from "../messages/shown-problem.ts";
import type { SpeechEnd } from "../turn/speech-end.ts";
import { SLEEP_AFTER_MS } from "./circle-times.ts";

export type Member = { id: string; kind: "person" | "persona"; name: string; seat: number };

/** The next persona turn while nobody hears it yet: chosen, drafted ahead, edited by a facilitator. */
export type Upcoming = {
  step: "deciding" | "proposed" | "drafting" | "ready" | "failed";
  /** Names the background work that is awaited; an answer to any other work is too late and ignored. */
  work: number;
  /** Which turn it becomes once it is begun; what drafting costs is charged on it before (SPEC L8). */
  turnId: string;
  /** Null while deciding. */
  decision: TurnDecision | null;
  text: string;
  end: SpeechEnd | null;
  /** False while the mind is still at it, or was stopped and has not told yet what that cost. */
  billed: boolean;
  /** When the mind was asked for the text. */
  startedAt: number;
  /** It is, or was, a draft of manual mode: kept, whoever speaks meanwhile, in auto mode too. */
  isDraft: boolean;
  /** A person rewrote it: kept, whoever speaks meanwhile. */
  edited: boolean;
  /** A person chose this speaker. */
  chosen: boolean;
  /** A person sent it: said as soon as there is text. */
  sent: boolean;
};

/** The persona turn that is being heard. */
export type Speaking = {
  turnId: string;
  work: number;
  speakerId: string;
  /** Exactly what was sent in deltas. */
  shown: string;
  /** Arrived from the mind, not sent yet. */
  pending: string;
  end: SpeechEnd | null;
  /** As in `Upcoming`. */
  billed: boolean;
  startedAt: number;
  /** How many deltas were sent. */
  deltas: number;
  savedAt: number;
};

export type Circle = {
  readonly id: string;
  /** Heard by its members alone, and what was said before somebody came in is not for them (SPEC C1). */
  readonly isPrivate: boolean;
  /** Personas opened it by themselves. */
  readonly ofPersonas: boolean;
  topic: string;
  kind: CircleKind;
  mode: "auto" | "manual";
  /** 1–10 */
  speed: number;
  paused: boolean;
  /** For people: why it paused by itself; null when a person paused it, or it is not paused. */
  pausedWhy: Message | null;
  /** Opener first. */
  members: Member[];
  /** Null while somebody watches. */
  unwatchedSince: number | null;
  /** Null while a person is a member. */
  peopleGoneSince: number | null;
  /** Person id → when they pressed a key last. */
  lastKeyAt: Map<string, number>;
  /** Since when typing holds the next turn back. */
  heldSince: number | null;
  speaking: Speaking | null;
  /** Turns that are said but not yet known to be stored; nobody speaks meanwhile. */
  committing: Set<string>;
  upcoming: Upcoming | null;
  /** A person asked for a turn: drafted in manual mode, due at once in auto mode. */
  asked: boolean;
  lastSpeakerId: string | null;
  /** In auto mode the next turn is not heard before. */
  dueAt: number;
  /** After failures nothing is tried before. */
  retryAt: number;
  failuresInRow: number;
  /** Personas passed over for the next turn: skipped by a person, or just failed. */
  passedOver: string[];
  /** While no person sits in it, a circle of personas asks no mind before: people use the voice. */
  givesWayUntil: number;
  /** Nobody has anything to add since; null while there is. */
  silentSince: number | null;
  lastDeltaAt: number;
  lastWork: number;
  endedAt: number | null;
};

export type CircleStart = Pick<Circle, "id" | "topic" | "kind"> &
  Partial<Pick<Circle, "isPrivate" | "ofPersonas" | "mode" | "speed" | "paused" | "members" | "lastSpeakerId">>;

export const DEFAULT_SPEED = 7;

/** A circle nobody watches yet. With `asleep` it does not wait to fall asleep (after a restart). */
export const createCircle = (start: CircleStart, now: number, asleep = false): Circle => ({
  isPrivate: false,
  ofPersonas: false,
  mode: "auto",
  speed: DEFAULT_SPEED,
  paused: false,
  pausedWhy: null,
  members: [],
  lastSpeakerId: null,
  ...start,
  unwatchedSince: asleep ? now - SLEEP_AFTER_MS : now,
  peopleGoneSince: now,
  lastKeyAt: new Map(),
  heldSince: null,
  speaking: null,
  committing: new Set(),
  upcoming: null,
  asked: false,
  dueAt: now,
  retryAt: now,
  failuresInRow: 0,
  passedOver: [],
  givesWayUntil: now,
  silentSince: null,
  lastDeltaAt: now - 1000,
  lastWork: 0,
  endedAt: null,
});

export type CircleStatus = "waiting" | "talking" | "paused" | "asleep" | "ended";

export function statusOf(circle: Circle, now: number): CircleStatus {
  if (circle.endedAt !== null) return "ended";
  if (circle.paused) return "paused";
  if (circle.members.length < 2) return "waiting";
  return isUnheard(circle, now) ? "asleep" : "talking";
}

/** Nobody has watched for so long that nothing is spent any more. */
export const isUnheard = ({ unwatchedSince }: Circle, now: number): boolean =>
  unwatchedSince !== null && now - unwatchedSince >= SLEEP_AFTER_MS;

export const personasOf = (circle: Circle): Member[] => circle.members.filter((member) => member.kind === "persona");

export const peopleOf = (circle: Circle): Member[] => circle.members.filter((member) => member.kind === "person");

/** Small talk of personas: whoever sits there is free, its ground too, and people's turns come before its own. */
export const isCasual = (circle: Circle): boolean => circle.ofPersonas && peopleOf(circle).length === 0;

/** Who may be chosen next: personas not passed over, or all but the one passed over last when none is left. */
export function candidatesOf(circle: Circle): string[] {
  const personas = personasOf(circle).map((persona) => persona.id);
  const free = personas.filter((id) => !circle.passedOver.includes(id));
  if (free.length > 0) return free;
  const rested = personas.filter((id) => id !== circle.passedOver.at(-1));
  return rested.length > 0 ? rested : personas;
}

/** The draft card of manual mode; null in auto mode. */
export function draftViewOf(circle: Circle): DraftView | null {
  if (circle.mode === "auto") return null;
  const { upcoming } = circle;
  const circleId = circle.id;
  if (upcoming) {
    const { step, decision, text, end } = upcoming;
    return {
      circleId,
      decision,
      text,
      status: step === "deciding" ? "choosing" : step,
      ...shownProblem(end?.problem ?? null),
    };
  }
  const problem = circle.silentSince === null ? null : message("draft-nobody");
  return { circleId, decision: null, text: "", status: problem ? "failed" : "choosing", ...shownProblem(problem) };
}
