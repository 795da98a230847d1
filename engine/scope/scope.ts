/**
 * For whom and for what work is done (SPEC A7). It is created where work enters (a route, a room's message, a
 * job or the start) and passed to what it calls: model calls, embeddings, memory, jobs, telemetry.
 */
import type { ComplianceTier } from "../../schema/messages/models.ts";
import type { PolicyName } from "../../schema/messages/call-policies.ts";

export type Actor =
  /** Someone signed in, who pays for it. */
  | { readonly kind: "person"; readonly userId: string }
  /** The server itself; `name` is the part of it. */
  | { readonly kind: "system"; readonly name: string }
  /** Whoever has a link that shows what a session left; it reads that and does nothing. */
  | { readonly kind: "share-link"; readonly tokenHash: string };

/** What the work is part of; empty when it has no id. */
export type Subject = { readonly circleId?: string; readonly runId?: string };

export type Scope = {
  readonly workspaceId: string;
  readonly actor: Actor;
  readonly subject: Subject;
  /** Determines the limits, time-outs and priority of its model calls. */
  readonly policy: PolicyName;
  /** Aborts when the work is cancelled or its deadline has passed. */
  readonly signal: AbortSignal;
  /** Restricts where text may be sent further than the workspace does. */
  readonly tier?: ComplianceTier;
};

/** On whose behalf: what decides which rows may be read and written (SPEC A2). */
export type Principal = Pick<Scope, "workspaceId" | "actor">;

/** A scope as stored in ledger rows, leases and batches. */
export type Payer = {
  workspaceId: string;
  userId?: string;
  circleId?: string;
  runId?: string;
  /** Keeps a Scope from being accepted as a Payer without a person. */
  actor?: never;
  subject?: never;
};

/** @returns undefined when it was not requested by a signed-in person */
export const personOf = ({ actor }: Pick<Scope, "actor">): string | undefined =>
  actor.kind === "person" ? actor.userId : undefined;

export const principalOf = (workspaceId: string, userId: string): Principal => ({
  workspaceId,
  actor: { kind: "person", userId },
});

/** Of no workspace: only what the link shows may be read. */
export const shareOf = (tokenHash: string): Principal => ({
  workspaceId: "",
  actor: { kind: "share-link", tokenHash },
});

export function payerOf({ workspaceId, actor, subject }: Pick<Scope, "workspaceId" | "actor" | "subject">): Payer {
  const userId = personOf({ actor });
  return { workspaceId, ...(userId !== undefined && { userId }), ...subject };
}

/** Work of the server itself that nobody waits for. */
export const scopeOfSystem = (workspaceId: string, name: string, signal: AbortSignal): Scope => ({
  workspaceId,
  actor: { kind: "system", name },
  subject: {},
  policy: "system",
  signal,
});

/** For follow-up work that nobody waits for and that outlives its request. */
export const detach = (scope: Omit<Scope, "signal">): Scope => ({
  ...scope,
  policy: "system",
  signal: new AbortController().signal,
});
