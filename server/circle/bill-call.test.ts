import { expect, test } from "vitest";
import { billCall } from "./bill-call.ts";
import { createCircle } from "./circle.ts";

const bruno = { id: "bruno", kind: "persona", name: "Bruno", seat: 0 } as const;
const ada = { id: "ada", kind: "person", name: "Ada", seat: 1 } as const;
const circleOf = (ofPersonas: boolean, members: (typeof bruno | typeof ada)[]) =>
  createCircle({ id: "c", topic: "Salt", kind: "chat", ofPersonas, members }, 0);
const broke = () => false;

test("L7 W8 what personas say by themselves stays on voices that cost nothing, and people's calls come before it", () => {
  const bill = billCall(circleOf(true, [bruno]), null, "w", broke);
  expect(bill).toEqual({ workspaceId: "w", circleId: "c", priority: "background", tier: "on-premises" });
});

test("L7 W8 with a budget of its own it may go to voices that cost, and that budget pays, also when a person joins", () => {
  const bill = billCall(circleOf(true, [bruno, ada]), null, "w", () => true);
  expect(bill).toEqual({ workspaceId: "w", circleId: "c", priority: "person", runId: "casual-talk" });
});

test("L7 a circle that a person opened is theirs to pay", () => {
  expect(billCall(circleOf(false, [bruno]), "ada", "w", () => true)).toEqual({
    workspaceId: "w",
    circleId: "c",
    userId: "ada",
  });
});
