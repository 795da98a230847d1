import { describe, expect, it } from "vitest";
import type { Replay } from "../../schema/messages/replay.ts";
import { fallbackLook } from "../../schema/rules/replay/fallback-look.ts";
import { toPose } from "../../schema/rules/replay/pose.ts";
import { encodeTrack } from "../../schema/rules/replay/track.ts";
import { seatPosition } from "../../schema/rules/seating.ts";
import { firstCameAt, readMoments } from "./moment.ts";
import { layTimeLine } from "./time-line.ts";

const iso = (second: number) => new Date(Date.UTC(2026, 11, 1, 12, 0, second)).toISOString();

/** Mira speaks from 10 s to 14 s; Ada comes at 12 s and leaves at 30 s; Mira speaks again at 40 s. */
function replayOf(motions: Replay["motions"] = []): Replay {
  const member = (id: string, kind: "person" | "persona", from: number, until: number | null) => ({
    id,
    kind,
    name: id,
    look: fallbackLook(id, id, kind),
    stays: [{ seat: kind === "person" ? 1 : 0, from: iso(from), until: until === null ? null : iso(until) }],
  });
  const turn = (id: string, from: number, until: number) => ({
    id,
    speakerId: "mira",
    speakerName: "Mira",
    speakerKind: "persona" as const,
    text: "Bread, mostly rye.",
    status: "finished" as const,
    replyTo: null,
    startedAt: iso(from),
    endedAt: iso(until),
    inputTokens: 0,
    outputTokens: 0,
    costNano: 0,
    voice: "",
    problem: null,
    edits: 0,
  });
  return {
    circleId: "c",
    placeId: "plaza",
    title: "Bread",
    topic: "Bread",
    kind: "chat",
    language: "en",
    isPrivate: false,
    x: 5,
    z: -3,
    reactions: [],
    sections: [],
    pins: [],
    motions,
    branchedFrom: null,
    branches: [],
    members: [member("mira", "persona", 0, null), member("ada", "person", 14, 30)],
    turns: [turn("one", 10, 14), turn("two", 40, 44)],
  };
}

const openAt = (replay: Replay, second: number) => {
  const line = layTimeLine(replay.turns, firstCameAt(replay));
  return readMoments(replay, line)(line.lineAt(Date.parse(iso(second))));
};

describe("a moment of a replay", () => {
  it("W11 without a recording they sit on their seats, facing the middle, while they were there", () => {
    const replay = replayOf();
    const seat = seatPosition(replay, 0);
    expect(openAt(replay, 11).bodies).toMatchObject([
      { member: { id: "mira" }, x: seat.x, z: seat.z, isSpeaking: true },
    ]);
    expect(openAt(replay, 14).bodies.map(({ member }) => member.id)).toEqual(["mira", "ada"]);
    expect(openAt(replay, 39).bodies.map(({ member }) => member.id)).toEqual(["mira"]);
  });

  it("W11 with one they are where they were, and stay there once it ends", () => {
    const walk = Array.from({ length: 9 }, (_, step) =>
      toPose({ x: step, z: 2, yaw: 0, gesture: step > 4 ? "nod" : "" }),
    );
    const tracks = [btoa(String.fromCharCode(...encodeTrack(walk)))];
    const replay = replayOf([{ startedAt: iso(10), samples: 9, members: ["mira"], tracks }]);
    expect(openAt(replay, 11).bodies[0]).toMatchObject({ x: 4, z: 2, gesture: "" });
    expect(openAt(replay, 12).bodies[0]).toMatchObject({ x: 8, z: 2, gesture: "nod" });
    expect(openAt(replay, 40).bodies[0]).toMatchObject({ x: 8, z: 2 });
  });

  it("W11 it begins with the first who came, where their recording begins", () => {
    const tracks = [btoa(String.fromCharCode(...encodeTrack([toPose({ x: 9, z: 2, yaw: 0, gesture: "" })])))];
    const { members, ...replay } = replayOf([{ startedAt: iso(11), samples: 1, members: ["mira"], tracks }]);
    const [mira] = members;
    const late = { ...replay, members: [{ ...mira!, stays: [{ seat: 0, from: iso(11), until: null }] }] };
    const line = layTimeLine(late.turns, firstCameAt(late));
    expect(line.timeAt(0)).toBe(Date.parse(iso(9)));
    expect(readMoments(late, line)(0).bodies).toMatchObject([{ member: { id: "mira" }, x: 9, z: 2 }]);
  });

  it("W11 words come as they were said", () => {
    const replay = replayOf();
    expect(openAt(replay, 8).speech).toBeNull();
    expect(openAt(replay, 12).speech).toMatchObject({ shown: "Bread, mo", isOver: false });
    expect(openAt(replay, 14).speech).toMatchObject({ shown: "Bread, mostly rye.", isOver: true });
  });
});
