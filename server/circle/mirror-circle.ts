/** Writes a circle into the synced state of its place: its own entry, and its members' circle fields. */
import { ShownDebate } from "../../schema/messages/debate.ts";
import { inEnglish } from "../../schema/messages/message.ts";
import { Circle as SyncedCircle, type Avatar, type PlaceState } from "../../schema/state/place-state.ts";
import { isCasual, statusOf, type Circle, type Member } from "./circle.ts";
import { HOLD_AFTER_KEY_MS } from "./circle-times.ts";
import { speakingGesture } from "./speaking-gesture.ts";

export type CircleSpot = { x: number; z: number; language: string; session: { id: string } | null };

export function mirrorCircle(state: PlaceState, circle: Circle, spot: CircleSpot, costNano: number, now: number): void {
  const synced = state.circles.get(circle.id) ?? addCircle(state, circle, spot);
  const status = statusOf(circle, now);
  const members = status === "ended" ? [] : circle.members;
  releaseAbsent(state, circle.id, synced, members);

  const { kind, mode, speed } = circle;
  Object.assign(synced, {
    kind,
    mode,
    speed,
    status,
    costNano,
    isCasual: isCasual(circle),
    debate: circle.debate ? JSON.stringify(ShownDebate.parse(circle.debate)) : "",
    sessionId: spot.session?.id ?? "",
  });
  mirrorTalk(synced, circle);
  const ids = members.map(({ id }) => id);
  if (ids.join() !== synced.members.join()) synced.members.splice(0, synced.members.length, ...ids);
  for (const member of members) {
    const avatar = state.avatars.get(member.id);
    if (avatar) mirrorMember(avatar, circle, member, status === "asleep", now);
  }
}

function mirrorTalk(synced: SyncedCircle, { isPrivate, topic, pausedWhy, speaking, upcoming }: Circle): void {
  const decision = upcoming?.decision;
  synced.nextSpeakerId = decision?.nextPersonaId ?? "";
  synced.speakerId = speaking?.speakerId ?? "";
  synced.pausedWhy = pausedWhy ? inEnglish(pausedWhy) : "";
  synced.pausedMessage = pausedWhy ? JSON.stringify(pausedWhy) : "";
  // Everybody in the place receives the state, so it omits the topic of a private circle.
  synced.topic = isPrivate ? "" : topic;
  synced.nextSpeakerWhy = isPrivate ? "" : (decision?.reasoning ?? "");
}

function addCircle(state: PlaceState, { id, isPrivate }: Circle, { x, z, language }: CircleSpot): SyncedCircle {
  const synced = Object.assign(new SyncedCircle(), { x, z, isPrivate, language });
  state.circles.set(id, synced);
  return synced;
}

export function removeCircle(state: PlaceState, circleId: string): void {
  const synced = state.circles.get(circleId);
  if (!synced) return;
  releaseAbsent(state, circleId, synced, []);
  state.circles.delete(circleId);
}

function releaseAbsent(state: PlaceState, circleId: string, synced: SyncedCircle, members: Member[]): void {
  for (const id of synced.members) {
    const avatar = state.avatars.get(id);
    if (avatar?.circleId !== circleId || members.some((member) => member.id === id)) continue;
    Object.assign(avatar, { circleId: "", seat: -1, typing: false });
    if (avatar.kind === "persona") avatar.gesture = "";
    setActivity(avatar, "idle");
  }
}

function mirrorMember(avatar: Avatar, circle: Circle, member: Member, isAsleep: boolean, now: number): void {
  const isTyping = now - (circle.lastKeyAt.get(member.id) ?? 0) < HOLD_AFTER_KEY_MS;
  Object.assign(avatar, { circleId: circle.id, seat: member.seat, typing: isTyping });
  if (circle.speaking?.speakerId === member.id) {
    setActivity(avatar, "speaking");
    avatar.gesture = speakingGesture(circle.speaking.shown);
    return;
  }
  setActivity(avatar, activityOf(circle, member, isAsleep));
  if (member.kind === "persona") avatar.gesture = wantsFloor(circle, member) && !isAsleep ? "raise-hand" : "";
}

/** A persona that is to speak next raises its hand before it does (SPEC M6), where others could speak instead. */
const wantsFloor = ({ speaking, upcoming, members }: Circle, { id }: Member): boolean =>
  speaking === null && members.length > 2 && upcoming?.decision?.nextPersonaId === id;

type Activity = "asleep" | "listening" | "muted" | "thinking" | "idle";

/** Pages know by it for whom nobody waits in a debate. */
function activityOf(circle: Circle, member: Member, isAsleep: boolean): Activity {
  if (circle.muted.includes(member.id)) return "muted";
  if (isAsleep && member.kind === "persona") return "asleep";
  if (circle.speaking) return "listening";
  const isNext = circle.upcoming?.decision?.nextPersonaId === member.id;
  return isNext && circle.upcoming?.step === "drafting" ? "thinking" : "idle";
}

/** An avatar with a dropped connection stays "away", whatever the circle does. */
function setActivity(avatar: Avatar, activity: string): void {
  if (avatar.activity === "speaking" && activity !== "speaking") avatar.gesture = "";
  if (avatar.activity !== "away") avatar.activity = activity;
}
