import { expect, test } from "vitest";
import { scopeOfCircle } from "./circle-scope.ts";
import { createCircle } from "./circle.ts";

const bruno = { id: "bruno", kind: "persona", name: "Bruno", seat: 0 } as const;
const ada = { id: "ada", kind: "person", name: "Ada", seat: 1 } as const;
const circleOf = (ofPersonas: boolean, members: (typeof bruno | typeof ada)[]) =>
  createCircle({ id: "c", topic: "Salt", kind: "chat", ofPersonas, members }, 0);
const broke = () => false;

test("L7 W8 small talk of personas uses free voices, and people's calls come first", () => {
  const scope = scopeOfCircle(circleOf(true, [bruno]), null, "w", broke);
  expect(scope).toEqual({
    workspaceId: "w",
    actor: { kind: "system", name: "casual-talk" },
    subject: { circleId: "c" },
    policy: "run",
    tier: "on-premises",
  });
});

test("L7 W8 with a budget of its own it may go to voices that cost, and that budget pays, also when a person joins", () => {
  const scope = scopeOfCircle(circleOf(true, [bruno, ada]), null, "w", () => true);
  expect(scope).toEqual({
    workspaceId: "w",
    actor: { kind: "system", name: "casual-talk" },
    subject: { circleId: "c", runId: "casual-talk" },
    policy: "talk",
  });
});

test("L7 a circle that a person opened is theirs to pay", () => {
  expect(scopeOfCircle(circleOf(false, [bruno]), "ada", "w", () => true)).toEqual({
    workspaceId: "w",
    actor: { kind: "person", userId: "ada" },
    subject: { circleId: "c" },
    policy: "talk",
  });
});
