import { describe, expect, it } from "vitest";
import { Avatar, Circle, PlaceState } from "../../../schema/state/place-state.ts";
import { decodeTrack, encodeTrack, poseAt } from "../../../schema/rules/replay/track.ts";
import { toPosture } from "../../../schema/rules/replay/pose.ts";
import type { Motion } from "../../conversation/motion.store.ts";
import { createMover, type Mover } from "../bodies/mover.ts";
import { MotionRecorder } from "./motion-recorder.ts";

/** A circle of Ada, a person, and Mira, a persona. */
function startCircle({ isPrivate = false } = {}) {
  const state = new PlaceState();
  const movers = new Map<string, Mover>();
  const add = (id: string, kind: Mover["kind"], x: number) => {
    state.avatars.set(id, Object.assign(new Avatar(), { kind }));
    const mover = createMover(id, kind, { x, z: 0, yaw: 0 } as Mover["body"]);
    movers.set(id, mover);
    return mover;
  };
  const circle = Object.assign(new Circle(), { status: "talking", isPrivate });
  state.circles.set("circle", circle);
  const ada = add("ada", "person", 1);
  const mira = add("mira", "persona", 2);
  circle.members.push("ada", "mira");
  const kept: Motion[] = [];
  let now = Date.UTC(2026, 11, 1);
  const recorder = new MotionRecorder(
    state,
    { movers } as ConstructorParameters<typeof MotionRecorder>[1],
    (circleId, motion) => kept.push(motion) && expect(circleId).toBe("circle"),
    () => now,
  );
  const sample = (times: number, then: () => void = () => undefined) => {
    for (let count = 0; count < times; count++) {
      then();
      recorder.sample();
      now += 250;
    }
  };
  return { state, circle, ada, mira, kept, recorder, sample, add };
}

const shownAt = ({ poses }: Motion, member: number, at: number) =>
  toPosture(poseAt(decodeTrack(encodeTrack(poses[member]!)), at)!);

describe("recording", () => {
  it("W11 a walk and a gesture are recorded as they were seen", () => {
    const { state, ada, kept, recorder, sample } = startCircle();
    sample(8, () => (ada.body.x += 0.5));
    state.avatars.get("mira")!.gesture = "nod";
    sample(4);
    recorder.end();
    expect(kept).toHaveLength(1);
    expect(kept[0]!.members).toEqual(["ada", "mira"]);
    expect(shownAt(kept[0]!, 0, 3).x).toBeCloseTo(3, 0);
    expect(shownAt(kept[0]!, 0, 11).x).toBeCloseTo(5, 0);
    expect(shownAt(kept[0]!, 1, 7).gesture).toBe("");
    expect(shownAt(kept[0]!, 1, 9).gesture).toBe("nod");
  });

  it("W11 a minute in which nobody moved is kept once", () => {
    const { ada, kept, recorder, sample } = startCircle();
    sample(240 * 3);
    expect(kept).toHaveLength(1);
    sample(1, () => (ada.body.x += 1));
    recorder.end();
    expect(kept).toHaveLength(2);
    expect(shownAt(kept[1]!, 0, 0).x).toBeCloseTo(2, 1);
  });

  it("C1 W11 of a private circle each company has a recording of its own, for the people in it", () => {
    const { circle, kept, recorder, sample, add } = startCircle({ isPrivate: true });
    sample(4);
    add("bo", "person", 3);
    circle.members.push("bo");
    sample(4);
    circle.members.splice(0, 1);
    sample(4);
    recorder.end();
    expect(kept.map(({ members, witnesses }) => [members, witnesses])).toEqual([
      [["ada", "mira"], ["ada"]],
      [
        ["ada", "mira", "bo"],
        ["ada", "bo"],
      ],
      [["mira", "bo"], ["bo"]],
    ]);
  });

  it("C6 W11 nothing is recorded of a circle that sleeps or has ended", () => {
    const { circle, kept, recorder, sample, state } = startCircle();
    sample(4);
    circle.status = "asleep";
    sample(40);
    expect(kept.map(({ poses }) => poses[0]!.length)).toEqual([4]);
    state.circles.delete("circle");
    sample(4);
    recorder.end();
    expect(kept).toHaveLength(1);
  });
});
