/**
 * For whom and for what a piece of work is done (SPEC A7). It is made where work enters, at a route, a room's message, a
 * job or the start, and everything below is given it: stores, model calls, memory, telemetry.
 */
import type { ComplianceTier } from "../../schema/messages/models.ts";
import type { PolicyName } from "../../schema/messages/call-policies.ts";

export type Actor =
  /** Someone signed in: what it costs is theirs. */
  | { readonly kind: "person"; readonly userId: string }
  /** The server itself, as the named part of it. */
  | { readonly kind: "system"; readonly name: string };

/** What the work is part of; empty: nothing that has an id. */
export type Subject = { readonly circleId?: string; readonly runId?: string };

export type Scope = {
  readonly workspaceId: string;
  readonly actor: Actor;
  readonly subject: Subject;
  /** Names the limits, time-outs and priority of its model calls. */
  readonly policy: PolicyName;
  /** Aborts when the work is cancelled or its deadline has passed. */
  readonly signal: AbortSignal;
  /** Narrows where words may go beyond what the workspace allows. */
  readonly tier?: ComplianceTier;
};

/** A scope as ledger rows, leases and batches store it. */
export type Payer = {
  workspaceId: string;
  userId?: string;
  circleId?: string;
  runId?: string;
  /** Without these a Scope would pass for one that nobody pays. */
  actor?: never;
  subject?: never;
};

/** @returns undefined: nobody signed in asked for it */
export const personOf = ({ actor }: Pick<Scope, "actor">): string | undefined =>
  actor.kind === "person" ? actor.userId : undefined;

export function payerOf({ workspaceId, actor, subject }: Pick<Scope, "workspaceId" | "actor" | "subject">): Payer {
  const userId = personOf({ actor });
  return { workspaceId, ...(userId !== undefined && { userId }), ...subject };
}

/** Work of the server itself, that nobody waits for. */
export const scopeOfSystem = (workspaceId: string, name: string, signal: AbortSignal): Scope => ({
  workspaceId,
  actor: { kind: "system", name },
  subject: {},
  policy: "system",
  signal,
});

/** The same work's aftermath: nobody waits for it, and it outlives the request that it came from. */
export const detach = (scope: Omit<Scope, "signal">): Scope => ({
  ...scope,
  policy: "system",
  signal: new AbortController().signal,
});
