import { expect, test } from "vitest";
import { principalOf } from "../../engine/scope/scope.ts";
import { resumeOverdue, type OverdueParts } from "./resume-overdue.process.ts";

const OVERDUE = [
  { circleId: "round", workspaceId: "default", ownerId: "ada", due: "round" as const, personaId: null },
  { circleId: "reading", workspaceId: "default", ownerId: "ada", due: "reading" as const, personaId: "bruno" },
  { circleId: "hearing", workspaceId: "default", ownerId: "ada", due: "hearing" as const, personaId: null },
  { circleId: "outcome", workspaceId: "default", ownerId: "ada", due: "outcome" as const, personaId: null },
];

async function resume(canJudge: boolean): Promise<string[]> {
  const done: string[] = [];
  const parts: OverdueParts = {
    unread: { listOverdue: async () => OVERDUE },
    minds: { reflect: async (circleId) => void done.push(circleId) },
    readTraits: async ({ scope }) => void done.push(scope.subject.circleId!),
    hear: async ({ subject }) => void done.push(subject.circleId!),
    outcomes: { makeUp: async ({ circleId }) => void done.push(circleId) },
    canJudge: () => canJudge,
    host: () => 1,
    scopeOf: ({ circleId, workspaceId, ownerId }) => ({
      ...principalOf(workspaceId, ownerId!),
      subject: { circleId },
      policy: "talk",
    }),
    report(error) {
      throw error;
    },
  };
  await resumeOverdue(parts);
  return done;
}

test("C2 M3 M4 M7 what a crash left due waits for a voice that can judge: what another one read would count as read, and the rehearsal voice makes no outcome of it; stances need none", async () => {
  expect(await resume(false)).toEqual(["hearing"]);
  expect(await resume(true)).toEqual(["round", "reading", "hearing", "outcome"]);
});
