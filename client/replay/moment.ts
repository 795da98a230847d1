/** Who is in the circle at a moment of a replay, where, doing what, and what is being said. */
import type { Replay, ReplayMember } from "../../schema/messages/replay.ts";
import { SAMPLE_MS, toPosture, type Posture } from "../../schema/rules/replay/pose.ts";
import { decodeTrack, poseAt, type Keyframe } from "../../schema/rules/replay/track.ts";
import { yawTowards } from "../../schema/rules/point.ts";
import { seatPosition } from "../../schema/rules/seating.ts";
import type { TimedTurn, TimeLine } from "./time-line.ts";

export type Body = Posture & { member: ReplayMember; seat: number; isSpeaking: boolean };

export type Moment = {
  bodies: Body[];
  /** Of the last turn that has begun. `shown`: what of it has been said. */
  speech: (TimedTurn & { shown: string; isOver: boolean }) | null;
};

type Recorded = { from: number; until: number; tracks: Map<string, Keyframe[]> };

/** Clocks of server and database differ by less. */
const CLOCKS_APART_MS = 2_000;

const shownFrom = (stay: ReplayMember["stays"][number]): number => Date.parse(stay.from) - CLOCKS_APART_MS;

/** When the first of them is shown. */
export const firstCameAt = ({ members }: Pick<Replay, "members">): number =>
  Math.min(...members.flatMap(({ stays }) => stays.map(shownFrom)));

export type Moments = (line: number) => Moment;

export function readMoments(replay: Replay, line: TimeLine): Moments {
  const recorded = replay.motions.map(({ startedAt, samples, members, tracks }): Recorded => {
    const from = Date.parse(startedAt);
    const entries = members.map((id, index) => [id, decodeTrack(toBytes(tracks[index] ?? ""))] as const);
    return { from, until: from + samples * SAMPLE_MS, tracks: new Map(entries) };
  });
  const sat = replay.members.map((member) => ({
    member,
    stays: member.stays.map((stay) => ({
      seat: stay.seat,
      from: shownFrom(stay),
      until: stay.until === null ? Infinity : Date.parse(stay.until),
    })),
  }));

  return (at) => {
    const time = line.timeAt(at);
    const speech = speechAt(line, at);
    const speakerId = speech && !speech.isOver ? speech.turn.speakerId : "";
    // Before the first recording they stand where it begins.
    const latest = recorded.findLast(({ from }) => from <= time) ?? recorded[0];
    const bodies = sat.flatMap(({ member, stays }) => {
      const isSpeaking = member.id === speakerId;
      // Somebody who speaks is there, whatever the clocks say.
      const stay = stays.findLast(({ from, until }) => from <= time && time < until) ?? (isSpeaking ? stays[0] : null);
      if (!stay) return [];
      const track = latest?.tracks.get(member.id);
      const pose = track && poseAt(track, (Math.min(time, latest!.until) - latest!.from) / SAMPLE_MS);
      const posture = pose ? toPosture(pose) : seatedAt(replay, stay.seat);
      return [{ ...posture, member, seat: stay.seat, isSpeaking }];
    });
    return { bodies, speech };
  };
}

function speechAt(line: TimeLine, at: number): Moment["speech"] {
  const timed = line.turns[line.turnAt(at)];
  if (!timed) return null;
  const { turn, from, until } = timed;
  const isOver = at >= until;
  const said = isOver || until === from ? turn.text.length : turn.text.length * ((at - from) / (until - from));
  return { ...timed, isOver, shown: turn.text.slice(0, Math.ceil(said)) };
}

/** Where nothing was recorded, they sit on their seats and look at each other. */
function seatedAt(circle: { x: number; z: number }, seat: number): Posture {
  const spot = seatPosition(circle, seat);
  return { ...spot, yaw: yawTowards(spot, circle), gesture: "" };
}

const toBytes = (base64: string): Uint8Array => Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
