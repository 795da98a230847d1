import { expect, test } from "vitest";
import { CLOSE_CODES } from "../../../schema/messages/close-codes.ts";
import { PlaceState } from "../../../schema/state/place-state.ts";
import type { Caller } from "../../account/caller.ts";
import type { IntentContext } from "./answer-intent.ts";
import { Attendance } from "../presence/attendance.ts";
import type { PlaceClient } from "../presence/attendee.ts";
import type { Audience } from "../presence/audience.ts";
import { Floor } from "../ground/floor.ts";
import { receiveIntent } from "./receive-intent.ts";
import { yard } from "../../../test/place/test-place.adapter.ts";

const caller: Caller = {
  userId: "ada",
  workspaceId: "default",
  signInId: "",
  name: "Ada",
  role: "guest",
  colour: "#aa5533",
};
const refuseNothing = () => {
  throw new Error("nothing unexpected happens here");
};

/** An Attendance with stubs, and connections that record what they are sent. */
const attend = () => {
  const state = new PlaceState();
  const floor = new Floor(yard, state, () => 0.5);
  const audience = { follow: async () => true, leave: () => undefined, resume: async () => undefined };
  const attendance = new Attendance({
    people: new Map(),
    floor,
    audience: audience as unknown as Audience,
    host: { bodyCame: () => undefined, bodyLeft: async () => undefined },
  });
  const context = { floor, audience: audience as unknown as Audience } as IntentContext;
  const connect = (sessionId: string, role: "visitor" | "spectator" = "visitor") => {
    const sent: string[] = [];
    const closed: unknown[] = [];
    const client = {
      sessionId,
      sent,
      closed,
      reconnectionToken: `seat-of-${sessionId}`,
      send: (_: string, { code }: { code: string }) => void sent.push(code),
      leave: (...reason: unknown[]) => void closed.push(reason[0]),
    };
    attendance.admit(client as unknown as PlaceClient, caller, { role }, 0);
    const attendee = attendance.attendeeOf(client as unknown as PlaceClient)!;
    /** Sends one at each of these times (ms); resolves with how many were not rate-limited. */
    const accepted = async (type: "input" | "gesture" | "follow", payload: object, timesMs: number[]) => {
      let count = timesMs.length;
      for (const nowMs of timesMs) {
        const reject = ({ code }: { code: string }) => void (count -= Number(code === "rate-limited"));
        await receiveIntent({ context, nowMs, report: refuseNothing }, attendee, type, payload, {
          isRequest: true,
          reject,
        });
      }
      return count;
    };
    return { client, attendee, accepted };
  };
  return { attendance, floor, context: { ...context, later: () => undefined }, connect };
};

const every = (gapMs: number, seconds: number): number[] =>
  Array.from({ length: (seconds * 1000) / gapMs }, (_, index) => index * gapMs);

test("W3 a flood of inputs is cut to 60 at once and 40 a second", async () => {
  const input = { seq: 1, moveX: 1, moveZ: 0, run: false };
  expect(await attend().connect("1").accepted("input", input, Array(500).fill(0))).toBe(60);
  expect(await attend().connect("1").accepted("input", input, every(10, 10))).toBe(60 + 40 * 10 - 1);
});

test("W4 transcripts are limited to 20 at once, then 30 a minute, and none for those who do not read", async () => {
  const { accepted, attendee } = attend().connect("1", "spectator");
  expect(await accepted("follow", { circleId: "circle-1" }, every(100, 60))).toBe(20 + 29);
  attendee.viewer.behindSince = 1;
  expect(await accepted("follow", { circleId: "circle-1" }, [600_000])).toBe(0);
});

test("W6 a second tab takes the same body over at once; the first gets a notice, and may do nothing from then on", () => {
  const { attendance, floor, connect } = attend();
  const first = connect("1");
  floor.simulation.pushInput(first.attendee.mover!, { seq: 9, moveX: 1, moveZ: 0, run: false });
  floor.simulation.step();
  const second = connect("2");
  expect(first.client.sent).toEqual(["taken-over"]);
  expect(first.client.closed).toEqual([CLOSE_CODES.takenOver]);
  expect(attendance.attendeeOf(first.client as unknown as PlaceClient)).toBeUndefined();
  expect(second.attendee.mover).toBe(first.attendee.mover);
  expect(attendance.people.get("ada")).toBe(second.attendee);
  expect(floor.simulation.movers.size).toBe(1);
  expect(second.attendee.mover!.inputs!.settledSeq, "inputs are numbered from the start").toBe(-1);
});
