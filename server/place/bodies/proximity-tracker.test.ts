import { describe, expect, it } from "vitest";
import { Avatar, Circle, PlaceState } from "../../../schema/state/place-state.ts";
import type { Attendee } from "../presence/attendee.ts";
import { ProximityTracker } from "./proximity-tracker.ts";
import { createMover } from "./mover.ts";

const STOOD_LONG_TICK = 1000;

/** Ada one metre from the middle of an open circle. */
const meet = () => {
  const state = new PlaceState();
  const avatar = new Avatar();
  state.avatars.set("ada", avatar);
  const circle = new Circle();
  circle.x = circle.z = 0;
  state.circles.set("well", circle);
  const mover = createMover("ada", "person", { x: 1, z: 0, yaw: 0 });
  const attendee = { actor: { userId: "ada" }, mover } as Attendee;
  const proximity = new ProximityTracker();
  const stepsNow = () => proximity.steps(state, [attendee], STOOD_LONG_TICK).map((step) => step.direction);
  return { avatar, mover, stepsNow };
};

describe("proximity", () => {
  it("C1 standing in a circle joins it", () => {
    expect(meet().stepsNow()).toEqual(["in"]);
  });

  it("C1 somebody who leaves a circle while being walked to the seat is not walked back", () => {
    const { avatar, mover, stepsNow } = meet();
    avatar.circleId = "well";
    mover.planning = true;
    expect(stepsNow()).toEqual([]);
    avatar.circleId = "";
    mover.planning = false;
    expect(stepsNow()).toEqual([]);
  });

  it("C1 walking off and coming back joins again", () => {
    const { avatar, mover, stepsNow } = meet();
    avatar.circleId = "well";
    stepsNow();
    avatar.circleId = "";
    mover.body.x = 20;
    expect(stepsNow()).toEqual([]);
    mover.body.x = 1;
    expect(stepsNow()).toEqual(["in"]);
  });
});
