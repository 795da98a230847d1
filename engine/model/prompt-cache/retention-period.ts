/** One period for which a provider keeps a prefix: reserved money, a row for recovery after a crash, and a ledger row at its end. */
import { message } from "../../../schema/messages/message.ts";
import { payerOf, personOf } from "../../scope/scope.ts";
import { toCallContext } from "../language-model.ts";
import { NO_USAGE } from "../usage/add-usage.ts";
import { priceCall } from "../price/price.ts";
import { priceStorage } from "../price/price-storage.ts";
import type { Reservation } from "../wrappers/reserve-money.ts";
import { recordCall, type LedgerPorts } from "../wrappers/with-ledger.ts";
import { LEASE_MS, type KeptPrefixRow, type KeptPrefixRows, type Prefix } from "./kept-prefix.ts";

export type RetentionPorts = LedgerPorts & { rows: KeptPrefixRows };
/** Without a reservation if no budget is kept, or the process that held it no longer exists. */
export type RetentionPeriod = { row: KeptPrefixRow; reservation: Reservation | null };

/**
 * Begins a period now.
 * @param name the provider's name, if it keeps the prefix already
 * @throws ModelError "budget"
 */
export async function beginRetention(
  ports: RetentionPorts,
  { route, scope }: Prefix,
  tokens: number,
  name: string | null,
): Promise<RetentionPeriod> {
  const from = ports.now();
  const { totalNano } = priceStorage(ports.prices, route, tokens, LEASE_MS, from.toISOString());
  const reservation = (await ports.budget?.reserve(payerOf(scope), totalNano, scope)) ?? null;
  const row: KeptPrefixRow = {
    id: ports.newId(),
    workspaceId: scope.workspaceId,
    userId: personOf(scope) ?? null,
    personaId: scope.personaId ?? null,
    circleId: scope.subject.circleId ?? null,
    runId: scope.subject.runId ?? null,
    provider: route.provider,
    model: route.model,
    name,
    tokens,
    from,
    until: new Date(from.getTime() + LEASE_MS),
    leaseId: reservation?.leaseId ?? null,
  };
  await ports.rows.put(row);
  return { row, reservation };
}

/** The period's id is also its ledger row's, so that two processes that end it write only one row. */
export async function endRetention(
  ports: RetentionPorts,
  { row, reservation }: RetentionPeriod,
  at: Date,
): Promise<void> {
  const { id, name: _, provider, model, tokens, from, until, leaseId, ...who } = row;
  const route = { provider, model, local: false };
  const heldMs = Math.max(0, Math.min(at.getTime(), until.getTime()) - from.getTime());
  const cost = priceStorage(ports.prices, route, tokens, heldMs, from.toISOString());
  const payer = Object.fromEntries(Object.entries(who).filter(([, value]) => value !== null));
  ports.recordCall({
    id,
    at: from.toISOString(),
    route,
    why: message("why-kept-prompt"),
    cost,
    context: { task: "keep-prompt", workspaceId: row.workspaceId, ...payer },
    ...(leaseId !== null && { leaseId }),
    // Measured by our clock, not the provider's.
    usage: { ...NO_USAGE, exact: false, raw: { storedTokens: tokens, heldMs } },
    outcome: "finished",
  });
  reservation?.settle(cost.totalNano);
  await ports.rows.remove(id);
}

/** Cancels a period that never began. */
export async function cancelRetention({ rows }: RetentionPorts, { row, reservation }: RetentionPeriod): Promise<void> {
  reservation?.release();
  await rows.remove(row.id);
}

/**
 * Records the cost of reading a prefix that is to be kept: its tokens, charged in full.
 * @throws what `read` throws, and ModelError "budget"
 */
export async function payForReading<Read extends { tokens: number }>(
  ports: RetentionPorts,
  { route, scope }: Prefix,
  estimate: number,
  read: () => Promise<Read>,
): Promise<Read> {
  const at = ports.now().toISOString();
  const priceOf = (input: number) => priceCall(ports.prices, route, { ...NO_USAGE, input }, at);
  const reservation = (await ports.budget?.reserve(payerOf(scope), priceOf(estimate).totalNano, scope)) ?? null;
  try {
    const answer = await read();
    const usage = { ...NO_USAGE, input: answer.tokens };
    const why = message("why-keeping-prompt");
    recordCall(
      { at, route, why, context: toCallContext({ ...scope, task: "keep-prompt" }), usage, outcome: "finished" },
      reservation,
      ports,
    );
    return answer;
  } finally {
    reservation?.release();
  }
}
