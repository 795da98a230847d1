/** A process's in-memory knowledge of budgets, consulted for each call. */
import type { Payer } from "../../engine/scope/scope.ts";
import type { BudgetScope } from "../../schema/messages/budget.ts";
import { subjectsOf } from "./payer.ts";

type Limited = { workspaceId: string; scope: BudgetScope };
/** `subjectId` null: each subject of the scope. */
export type BudgetKey = Limited & { subjectId: string | null };
/** 0–1 of the limit. */
export type SubjectShare = Limited & { subjectId: string; shareLeft: number };

export type RegisterRows = {
  budgets: (BudgetKey & { limitNano: number })[];
  /** Subjects that have used much of a budget; all others count as having all of it. */
  low: SubjectShare[];
  /** Workspaces where each person's prepaid credit counts too. */
  billing: string[];
};

export type BudgetRegister = {
  /** Whether anything limits this payer. */
  isLimited(payer: Payer): boolean;
  /** Whether a budget for this run alone has something left. */
  isRunFunded(workspaceId: string, runId: string): boolean;
  /** The share (0–1) left of the budget closest to running out, as of a few seconds ago. */
  shareLeft(payer: Payer): number;
  /** Records the share that an event reported as left. */
  note(share: SubjectShare): void;
};

export function createBudgetRegister({ budgets, low, billing }: RegisterRows): BudgetRegister {
  const limited = new Set(budgets.map(keyOf));
  const funded = new Set(budgets.filter(({ limitNano }) => limitNano > 0).map(keyOf));
  const shares = new Map(low.map((share) => [keyOf(share), share.shareLeft]));
  const billed = new Set(billing);
  const shareLeft = ({ workspaceId, ...payer }: Payer): number =>
    Math.min(
      1,
      ...subjectsOf({ workspaceId, ...payer }).map((subject) => shares.get(keyOf({ ...subject, workspaceId })) ?? 1),
    );
  return {
    isLimited: (payer) =>
      (payer.userId !== undefined && billed.has(payer.workspaceId)) ||
      subjectsOf(payer).some(
        (subject) =>
          limited.has(keyOf({ ...subject, workspaceId: payer.workspaceId })) ||
          limited.has(keyOf({ ...subject, workspaceId: payer.workspaceId, subjectId: null })),
      ),
    isRunFunded: (workspaceId, runId) =>
      funded.has(keyOf({ workspaceId, scope: "run", subjectId: runId })) && shareLeft({ workspaceId, runId }) > 0,
    shareLeft,
    note: (share) => void shares.set(keyOf(share), Math.min(share.shareLeft, shares.get(keyOf(share)) ?? 1)),
  };
}

const keyOf = ({ workspaceId, scope, subjectId }: BudgetKey): string => `${workspaceId}\n${scope}\n${subjectId ?? ""}`;
