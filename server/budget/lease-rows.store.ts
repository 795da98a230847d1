/** The rows of leases (SPEC L7). */
import type { EntityManager } from "@mikro-orm/postgresql";
import type { LeaseRequest } from "./held-leases.ts";

type Grant = { request: LeaseRequest; nano: number };

export type LeaseTerms = {
  /** Id of this process, unique even across its restarts. */
  holder: string;
  /** How long a lease lasts without being renewed. */
  leaseMs: number;
};

export const EXPIRY = "now() + ? * interval '1 millisecond'";

const GRANTED =
  "json_to_recordset(?::json) as g (id text, workspace_id text, user_id text, circle_id text, run_id text, nano bigint)";
const MIDNIGHT =
  "extract(epoch from date_trunc('day', now() at time zone 'UTC') + interval '1 day' - now() at time zone 'UTC') * 1000 as midnight";

export const marks = (values: readonly unknown[]): string => values.map(() => "?").join(", ");

/** Reclaims leases that others charged as spent because we did not renew them in time. */
export async function regainLeases(
  em: EntityManager,
  { holder, leaseMs }: LeaseTerms,
  ids: readonly string[],
): Promise<void> {
  await em.execute(`select regain_leases(array[${marks(ids)}]::text[], ?, ${EXPIRY})`, [...ids, holder, leaseMs]);
}

/** @returns ms until midnight (UTC), for each lease that exists */
export async function writeGrants(
  em: EntityManager,
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
  const open = (some: readonly Grant[]) =>
    em.execute(
      `insert into budget_leases (id, workspace_id, user_id, circle_id, run_id, holder, held_nano, expires_at)
         select id, workspace_id, user_id, circle_id, run_id, ?, nano, ${EXPIRY} from ${GRANTED} returning id, ${MIDNIGHT}`,
      [holder, leaseMs, rowsOf(some)],
    ) as Promise<{ id: string; midnight: string }[]>;
  const enlarge = (some: readonly Grant[]) =>
    em.execute(
      `update budget_leases l set held_nano = l.held_nano + g.nano, expires_at = ${EXPIRY} from ${GRANTED}
         where l.id = g.id returning l.id, ${MIDNIGHT}`,
      [leaseMs, rowsOf(some)],
    ) as Promise<{ id: string; midnight: string }[]>;
  const [fresh, known] = [
    grants.filter(({ request }) => request.isNew),
    grants.filter(({ request }) => !request.isNew),
  ];
  const written = [...(fresh.length > 0 ? await open(fresh) : []), ...(known.length > 0 ? await enlarge(known) : [])];
  const there = new Set(written.map(({ id }) => id));
  const lost = known.filter(({ request }) => !there.has(request.leaseId));
  if (lost.length > 0) {
    await regainLeases(
      em,
      terms,
      lost.map(({ request }) => request.leaseId),
    );
    written.push(...(await enlarge(lost)));
  }
  return new Map(written.map(({ id, midnight }) => [id, Number(midnight)]));
}
