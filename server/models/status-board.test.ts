import { expect, test } from "vitest";
import type { VoiceStatus } from "../../schema/messages/voice.ts";
import { createStatusBoard } from "./status-board.ts";

test("L2 progress is published twice a second at most, every other change at once", () => {
  let now = 0;
  const published: VoiceStatus[] = [];
  const board = createStatusBoard(
    {
      kind: "rehearsal",
      route: "rehearsal/script",
      label: "Rehearsal",
      provider: "",
      skill: "tiny",
      arriving: null,
      problem: null,
      memory: { model: null, arriving: null, problem: null },
    },
    () => now,
  );
  board.onChange((status) => published.push(status));
  const receive = (receivedBytes: number, step: "downloading" | "verifying" = "downloading") =>
    board.update({ arriving: { step, model: "Tiny", receivedBytes, totalBytes: 1_000 } });
  for (now = 0; now < 2_000; now += 10) receive(now / 2);
  expect(published.length).toBeLessThanOrEqual(5);
  const before = published.length;
  receive(1_000, "verifying");
  board.update({ problem: "The disk is full." });
  expect(published.slice(before).map((status) => [status.arriving?.step, status.problem])).toEqual([
    ["verifying", null],
    ["verifying", "The disk is full."],
  ]);
  expect(board.get().problem).toBe("The disk is full.");
});
