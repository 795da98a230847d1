/** The rows of leases (SPEC L7). */
import type { Query } from "../database/statement.ts";
import type { LeaseRequest } from "./held-leases.ts";

type Grant = { request: LeaseRequest; nano: number };

export type LeaseTerms = {
  /** Id of this process, unique even across its restarts. */
  holder: string;
  /** How long a lease lasts without being renewed. */
  leaseMs: number;
};

const GRANTED =
  "json_to_recordset($1::json) as g (id text, workspace_id text, user_id text, circle_id text, run_id text, nano bigint)";
const MIDNIGHT =
  "extract(epoch from date_trunc('day', now() at time zone 'UTC') + interval '1 day' - now() at time zone 'UTC') * 1000 as midnight";
const OPEN = {
  name: "open-leases",
  text: `
  insert into budget_leases (id, workspace_id, user_id, circle_id, run_id, holder, held_nano, expires_at)
  select id, workspace_id, user_id, circle_id, run_id, $3, nano, now() + $2 * interval '1 millisecond' from ${GRANTED}
  returning id, ${MIDNIGHT}`,
};
const ENLARGE = {
  name: "enlarge-leases",
  text: `
  update budget_leases l set held_nano = l.held_nano + g.nano, expires_at = now() + $2 * interval '1 millisecond'
  from ${GRANTED} where l.id = g.id returning l.id, ${MIDNIGHT}`,
};
const REGAIN = {
  name: "regain-leases",
  text: `
  select regain_leases(array(select json_array_elements_text($1::json)), $3, now() + $2 * interval '1 millisecond')`,
};

/** Reclaims leases that others charged as spent because we did not renew them in time. */
export async function regainLeases(
  query: Query,
  { holder, leaseMs }: LeaseTerms,
  ids: readonly string[],
): Promise<void> {
  await query(REGAIN, [JSON.stringify(ids), leaseMs, holder]);
}

/** @returns ms until midnight (UTC), for each lease that exists */
export async function writeGrants(
  query: Query,
  terms: LeaseTerms,
  grants: readonly Grant[],
): Promise<Map<string, number>> {
  const { holder, leaseMs } = terms;
  const rowsOf = (some: readonly Grant[]) =>
    JSON.stringify(
      some.map(({ request: { leaseId: id, payer }, nano }) => ({
        id,
        nano,
        workspace_id: payer.workspaceId,
        user_id: payer.userId,
        circle_id: payer.circleId,
        run_id: payer.runId,
      })),
    );
  type Written = { id: string; midnight: string };
  const open = (some: readonly Grant[]) => query<Written>(OPEN, [rowsOf(some), leaseMs, holder]);
  const enlarge = (some: readonly Grant[]) => query<Written>(ENLARGE, [rowsOf(some), leaseMs]);
  const [fresh, known] = [
    grants.filter(({ request }) => request.isNew),
    grants.filter(({ request }) => !request.isNew),
  ];
  const written = [...(fresh.length > 0 ? await open(fresh) : []), ...(known.length > 0 ? await enlarge(known) : [])];
  const there = new Set(written.map(({ id }) => id));
  const lost = known.filter(({ request }) => !there.has(request.leaseId));
  if (lost.length > 0) {
    await regainLeases(
      query,
      terms,
      lost.map(({ request }) => request.leaseId),
    );
    written.push(...(await enlarge(lost)));
  }
  return new Map(written.map(({ id, midnight }) => [id, Number(midnight)]));
}
