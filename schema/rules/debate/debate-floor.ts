/** The course of a debate, and who may speak in which part of it (SPEC C2). Times are ms since epoch. */
import { DebatePhase, type Debate } from "../../messages/debate.ts";

const PHASE_SECONDS: Record<DebatePhase, number> = {
  opening: 240,
  rebuttal: 240,
  exchange: 300,
  closing: 180,
  verdict: 120,
};
const EXTENSION_MS = 60_000;
/** Fewer have nobody to debate with. */
export const FEWEST_SIDES = 2;

/** Nobody waits for those who are muted. */
export type Debater = { id: string; kind: "person" | "persona"; isMuted: boolean };

export const beginPhase = (moderatorId: string, phase: DebatePhase, now: number): Debate => ({
  moderatorId,
  phase,
  beganAt: now,
  endsAt: now + PHASE_SECONDS[phase] * 1000,
  clockStartedAt: now,
  clockStoppedAt: null,
  spoken: [],
  letSpeak: [],
});

/** Null after the verdict: then everybody talks freely. */
export function movePhase({ phase, moderatorId }: Debate, now: number): Debate | null {
  const next = DebatePhase.options[DebatePhase.options.indexOf(phase) + 1];
  return next ? beginPhase(moderatorId, next, now) : null;
}

export const extendPhase = (debate: Debate, now: number): Debate => ({
  ...debate,
  endsAt: Math.max(debate.endsAt, debate.clockStoppedAt ?? now) + EXTENSION_MS,
});

export const stopClock = (debate: Debate, now: number): Debate =>
  debate.clockStoppedAt === null ? { ...debate, clockStoppedAt: now } : debate;

/** What was left when it stopped is left now. */
export function startClock(debate: Debate, now: number): Debate {
  const { clockStoppedAt, endsAt } = debate;
  if (clockStoppedAt === null) return debate;
  return { ...debate, endsAt: endsAt + now - clockStoppedAt, clockStartedAt: now, clockStoppedAt: null };
}

/** What is left of a part, in ms; negative once it is over. */
export const timeLeft = ({ endsAt, clockStoppedAt }: Pick<Debate, "endsAt" | "clockStoppedAt">, now: number): number =>
  endsAt - (clockStoppedAt ?? now);

export const noteSpoken = (debate: Debate, speakerId: string): Debate => ({
  ...debate,
  spoken: debate.spoken.includes(speakerId) ? debate.spoken : [...debate.spoken, speakerId],
  letSpeak: debate.letSpeak.filter((id) => id !== speakerId),
});

export const letSpeak = (debate: Debate, id: string): Debate => ({
  ...debate,
  letSpeak: [...debate.letSpeak.filter((other) => other !== id), id],
});

/** What of a debate says whose turn it is. */
type Floor = Pick<Debate, "moderatorId" | "phase" | "spoken" | "letSpeak">;

/**
 * What a person says may be several messages: they go on as long as nobody else has spoken since.
 *
 * @param lastSpeakerId who speaks, or spoke last
 */
export const maySay = (debate: Floor, id: string, members: readonly Debater[], lastSpeakerId: string | null): boolean =>
  mayTakeFloor(debate, id, members) ||
  debate.letSpeak.includes(id) ||
  (debate.spoken.includes(id) && lastSpeakerId === id);

/** The moderator, if a persona, begins each part and then leaves the floor to the sides; the verdict is the moderator's alone. */
export function mayTakeFloor({ moderatorId, phase, spoken }: Floor, id: string, members: readonly Debater[]): boolean {
  if (id === moderatorId) return !spoken.includes(id);
  const isAnnounced = spoken.includes(moderatorId) || !isLedByPersona(moderatorId, members);
  return isAnnounced && phase !== "verdict" && (phase === "exchange" || !spoken.includes(id));
}

/** Whether nobody has a turn left in this part. The free exchange, and the verdict of a person, take until their time is over. */
export function isPhaseDone({ moderatorId, phase, spoken }: Debate, members: readonly Debater[]): boolean {
  if (phase === "exchange") return false;
  if (phase === "verdict") return spoken.includes(moderatorId) && isLedByPersona(moderatorId, members);
  const sides = members.filter(({ id, isMuted }) => id !== moderatorId && !isMuted);
  return sides.length > 0 && sides.every(({ id }) => spoken.includes(id));
}

const isLedByPersona = (moderatorId: string, members: readonly Debater[]): boolean =>
  members.some(({ id, kind, isMuted }) => id === moderatorId && kind === "persona" && !isMuted);
