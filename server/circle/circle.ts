/**
 * The state of a circle as its rules see it: who is there, who has the floor, what comes next. Plain data;
 * only `advanceCircle` changes it and returns the effects.
 * All times are ms since epoch.
 */
import { message, type Message } from "../../schema/messages/message.ts";
import type { Debate } from "../../schema/messages/debate.ts";
import type { CircleKind, DraftView } from "../../schema/messages/room-messages.ts";
import type { TurnDecision, TurnWeights } from "../../schema/messages/turn-decision.ts";
import { mayTakeFloor, type Debater } from "../../schema/rules/debate/debate-floor.ts";
import { DEFAULT_TURN_WEIGHTS } from "../../schema/rules/turn-weights.ts";
import { shownProblem } from "../messages/shown-problem.ts";
import type { SpeechEnd } from "../turn/speech-end.ts";
import { SLEEP_AFTER_MS } from "./circle-times.ts";

export type Member = { id: string; kind: "person" | "persona"; name: string; seat: number };

/** The next persona turn before anybody hears it: chosen, drafted ahead, edited by a facilitator. */
export type Upcoming = {
  step: "deciding" | "proposed" | "drafting" | "ready" | "failed";
  /** Number of the awaited background work; results of any other work are outdated and ignored. */
  work: number;
  /** Id of the turn it becomes; the cost of drafting is charged to it even before it begins (SPEC L8). */
  turnId: string;
  /** Null while deciding. */
  decision: TurnDecision | null;
  text: string;
  end: SpeechEnd | null;
  /** False while the mind is still working, or was stopped and has not yet reported the cost. */
  billed: boolean;
  /** When the mind was asked for the text. */
  startedAt: number;
  /** It is, or was, a draft of manual mode: kept when others speak meanwhile, in auto mode too. */
  isDraft: boolean;
  /** A person edited it: kept when others speak meanwhile. */
  edited: boolean;
  /** A person chose this speaker. */
  chosen: boolean;
  /** A person sent it: spoken as soon as there is text. */
  sent: boolean;
};

/** The persona turn that is being heard. */
export type Speaking = {
  turnId: string;
  work: number;
  speakerId: string;
  /** Exactly what was sent in deltas. */
  shown: string;
  /** Received from the mind, not sent yet. */
  pending: string;
  end: SpeechEnd | null;
  /** As in `Upcoming`. */
  billed: boolean;
  startedAt: number;
  /** Number of deltas sent. */
  deltas: number;
  savedAt: number;
};

export type Circle = {
  readonly id: string;
  /** Only its members hear it, and newcomers get nothing that was said before (SPEC C1). */
  readonly isPrivate: boolean;
  /** Whether personas opened it by themselves. */
  readonly ofPersonas: boolean;
  /** A session decides when it ends, and what newcomers hear. */
  isOfSession: boolean;
  /** A facilitator made everything stand still: nobody speaks, not even the rest of a turn. */
  frozen: boolean;
  /** Personas that may not be chosen. */
  muted: string[];
  topic: string;
  kind: CircleKind;
  mode: "auto" | "manual";
  /** 1–10 */
  speed: number;
  /** Set by a facilitator; null: the defaults. */
  turnWeights: TurnWeights | null;
  /** Null while it has none. */
  debate: Debate | null;
  paused: boolean;
  /** Why it paused on its own; null when a person paused it, or it is not paused. */
  pausedWhy: Message | null;
  /** Opener first. */
  members: Member[];
  /** Null while somebody watches. */
  unwatchedSince: number | null;
  /** Null while a person is a member. */
  peopleGoneSince: number | null;
  /** when they pressed a key last. → Person id → time of their last key press. → when they pressed a key last. */
  lastKeyAt: Map<string, number>;
  /** Since when typing delays the next turn. */
  heldSince: number | null;
  speaking: Speaking | null;
  /** Turns that were spoken but are not yet known to be stored; nobody speaks meanwhile. */
  committing: Set<string>;
  /** How many who withdrew are still being erased from what was said; nobody speaks meanwhile. */
  erasures: number;
  upcoming: Upcoming | null;
  /** A person asked for a turn: drafted in manual mode, due at once in auto mode. */
  asked: boolean;
  lastSpeakerId: string | null;
  /** In auto mode the earliest time of the next turn. */
  dueAt: number;
  /** After failures, the earliest time of the next attempt. */
  retryAt: number;
  failuresInRow: number;
  /** Personas passed over for the next turn: skipped by a person, or just failed. */
  passedOver: string[];
  /** Until then a circle of personas without a person calls no mind, because people use the voice. */
  givesWayUntil: number;
  /** Since when nobody has had anything to add; null while somebody has. */
  silentSince: number | null;
  lastDeltaAt: number;
  lastWork: number;
  endedAt: number | null;
};

export type CircleStart = Pick<Circle, "id" | "topic" | "kind"> &
  Partial<
    Pick<
      Circle,
      "isPrivate" | "ofPersonas" | "mode" | "speed" | "turnWeights" | "debate" | "paused" | "members" | "lastSpeakerId"
    >
  >;

export const DEFAULT_SPEED = 7;

/** A circle that nobody watches yet. With `asleep` (after a restart) it is asleep at once. */
export const createCircle = (start: CircleStart, now: number, asleep = false): Circle => ({
  isPrivate: false,
  ofPersonas: false,
  isOfSession: false,
  frozen: false,
  muted: [],
  mode: "auto",
  speed: DEFAULT_SPEED,
  turnWeights: null,
  debate: null,
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
  erasures: 0,
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
  if (circle.paused || circle.frozen) return "paused";
  if (circle.members.length < 2) return "waiting";
  return isUnheard(circle, now) ? "asleep" : "talking";
}

/** Whether nobody has watched for so long that nothing more is spent. */
export const isUnheard = ({ unwatchedSince }: Circle, now: number): boolean =>
  unwatchedSince !== null && now - unwatchedSince >= SLEEP_AFTER_MS;

export const personasOf = (circle: Circle): Member[] => circle.members.filter((member) => member.kind === "persona");

/** Its members, as the rules of a debate know them. */
export const debatersOf = ({ members, muted }: Circle): Debater[] =>
  members.map(({ id, kind }) => ({ id, kind, isMuted: muted.includes(id) }));

/** Personas that may speak now. */
export function speakersOf(circle: Circle): Member[] {
  const { debate, muted } = circle;
  const debaters = debatersOf(circle);
  return personasOf(circle).filter(
    ({ id }) => !muted.includes(id) && (debate === null || mayTakeFloor(debate, id, debaters)),
  );
}

export const peopleOf = (circle: Circle): Member[] => circle.members.filter((member) => member.kind === "person");

/** Who speaks, or what is being written or was written for the next turn is theirs. */
export const speakerOf = ({ speaking, upcoming }: Circle): string | undefined =>
  upcoming?.decision?.nextPersonaId ?? speaking?.speakerId;

/**
 * Its other personas, who listen while a written turn is heard or the first person still types: the voice would
 * otherwise be idle. Nobody where no person waits for them.
 */
export const listenersOf = (circle: Circle, speakerId: string | undefined): string[] =>
  peopleOf(circle).length === 0 ? [] : personasOf(circle).flatMap(({ id }) => (id === speakerId ? [] : id));

/** Its people have left, but it does not sleep yet: who talks to one of its personas sits down here. */
export const wasJustLeft = (circle: Circle, now: number): boolean =>
  peopleOf(circle).length === 0 && !isCasual(circle) && !isUnheard(circle, now);

/** Small talk of personas: its members and its ground are free, and people's turns have priority. */
export const isCasual = (circle: Circle): boolean => circle.ofPersonas && peopleOf(circle).length === 0;

/** Personas that may be chosen next: those not passed over, or if none is left, all but the one passed over last. */
export function candidatesOf(circle: Circle): string[] {
  const personas = speakersOf(circle).map((persona) => persona.id);
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
  const weights = circle.turnWeights ?? DEFAULT_TURN_WEIGHTS;
  if (upcoming) {
    const { step, decision, text, end } = upcoming;
    return {
      circleId,
      decision,
      text,
      status: step === "deciding" ? "choosing" : step,
      weights,
      ...shownProblem(end?.problem ?? null),
    };
  }
  const problem = circle.silentSince === null ? null : message("draft-nobody");
  return {
    circleId,
    decision: null,
    text: "",
    status: problem ? "failed" : "choosing",
    weights,
    ...shownProblem(problem),
  };
}
