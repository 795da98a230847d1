import { beforeEach, expect, test } from "vitest";
import type { TurnView } from "../../schema/messages/room-messages.ts";
import { expectTurn } from "./expect-turn.ts";
import { EMPTY_PLACE, receiveTranscriptEvent, showNotice, usePlace } from "./place-store.ts";

const missing: string[] = [];
const expectMissing = (circleId: string, turnId: string) =>
  expectTurn(circleId, turnId, () => {
    missing.push(turnId);
    showNotice({ code: "no-linked-turn", level: "warning", text: "" });
  });
const receive = (circleId: string, ...turnIds: string[]) =>
  receiveTranscriptEvent({
    type: "transcript",
    message: {
      circleId,
      topic: "Bread",
      kind: "chat",
      mode: "auto",
      summary: [],
      draft: null,
      leads: false,
      now: 0,
      turns: turnIds.map((id) => ({ id, text: "Rye.", status: "finished" }) as TurnView),
    },
  });

beforeEach(() => {
  missing.length = 0;
  usePlace.setState(EMPTY_PLACE);
});

test("W7 a linked turn is missed once the transcript is there, and once", () => {
  expectMissing("c", "t9");
  receive("other", "t1");
  expect(missing).toEqual([]);
  receive("c", "t1", "t2");
  receive("c", "t1", "t2", "t3");
  expect(missing).toEqual(["t9"]);
  expectMissing("c", "t8");
  expect(missing).toEqual(["t9", "t8"]);
});

test("W7 one that is in it is not missed, nor one of a place that was left, nor one that another link came after", () => {
  expectMissing("c", "t1");
  receive("c", "t1");
  expectMissing("d", "t1");
  expectMissing("e", "t1");
  receive("d");
  usePlace.setState({ visit: 1 });
  receive("e");
  expect(missing).toEqual([]);
});
