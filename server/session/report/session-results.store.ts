/** What is stored of a session beside its conversation: its people, acts and costs (SPEC C9). */
import type { EntityManager } from "@mikro-orm/postgresql";
import type { Principal } from "../../../engine/scope/scope.ts";
import type { RecordDetails } from "../../../schema/messages/session.ts";
import type { SessionProbe } from "../../../schema/messages/session-probe.ts";
import type { ModelCost, SessionResults } from "../../../schema/messages/session-results.ts";
import type { Database } from "../../database/open-database.store.ts";
import { createProbeStore } from "../probe/probes.store.ts";

/** A section that began, or a turn that was pinned. */
export type ReportedAct = { action: "section-changed" | "pinned"; at: string; details: RecordDetails };
export type SessionSources = {
  people: SessionResults["people"];
  acts: ReportedAct[];
  costs: SessionResults["costs"];
  probes: SessionProbe[];
};

export type SessionSourceStore = ReturnType<typeof createSessionSourceStore>;

export const createSessionSourceStore = (database: Database) => ({
  async read(scope: Principal, sessionId: string): Promise<SessionSources> {
    const stored = await database.inScope(scope, async (em) => ({
      people: await countPeople(em, sessionId),
      acts: await listActs(em, sessionId),
      costs: scope.actor.kind === "share-link" ? null : await listCosts(em, sessionId),
    }));
    return { ...stored, probes: await createProbeStore(database).list(scope, sessionId) };
  },
});

const NOBODY: SessionResults["people"] = { facilitator: 0, participant: 0, observer: 0, spectator: 0, withdrawn: 0 };

async function countPeople(em: EntityManager, sessionId: string): Promise<SessionResults["people"]> {
  const counts = await em.execute<{ group: keyof SessionResults["people"]; count: number }[]>(
    `select case when status = 'withdrawn' then 'withdrawn' else role end as "group", count(*)::int as count
     from session_people where session_id = ? and status in ('admitted', 'withdrawn') group by 1`,
    [sessionId],
  );
  return { ...NOBODY, ...Object.fromEntries(counts.map(({ group, count }) => [group, count])) };
}

async function listActs(em: EntityManager, sessionId: string): Promise<ReportedAct[]> {
  const rows = await em.execute<(Omit<ReportedAct, "at"> & { at: Date | string })[]>(
    `select action, at, details from session_records
     where session_id = ? and action in ('section-changed', 'pinned') order by id`,
    [sessionId],
  );
  return rows.map((row) => ({ ...row, at: new Date(row.at).toISOString() }));
}

async function listCosts(em: EntityManager, sessionId: string): Promise<ModelCost[]> {
  const rows = await em.execute<(Omit<ModelCost, "costNano"> & { costNano: string })[]>(
    `select l.provider || '/' || l.model as model, count(*)::int as calls, sum(l.input)::int as "inputTokens",
       sum(l.output)::int as "outputTokens", sum(l.cost_nano) as "costNano"
     from ledger l join sessions s on s.circle_id = l.circle_id
     where s.id = ? and l.task <> 'unsettled' group by 1 order by sum(l.cost_nano) desc, 1`,
    [sessionId],
  );
  return rows.map((row) => ({ ...row, costNano: Number(row.costNano) }));
}
