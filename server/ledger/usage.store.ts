/** Reads the ledger back: single calls by page, or sums by group. */
import { personOf, type Principal } from "../../engine/scope/scope.ts";
import type { UsageAnswer, UsageGroup, UsageQuery, UsageRow } from "../../schema/messages/usage.ts";
import { READABLE } from "../conversation/readable.ts";
import type { EntityManager } from "@mikro-orm/postgresql";
import type { Database } from "../database/open-database.store.ts";

const DAY_MS = 86_400_000;

/** The key of each grouping, and the fields of a row that it fills. */
const GROUPS: Record<
  UsageGroup,
  Partial<Record<"task" | "provider" | "model" | "user_id" | "persona_id" | "circle_id" | "run_id" | "day", true>>
> = {
  task: { task: true },
  provider: { provider: true },
  model: { provider: true, model: true },
  persona: { persona_id: true },
  circle: { circle_id: true },
  user: { user_id: true },
  run: { run_id: true },
  day: { day: true },
  "day-provider": { day: true, provider: true },
};

/** Names of groups. */
const NAMES: Partial<Record<UsageGroup, string>> = {
  persona: "(select p.name from personas p where p.id = ledger.persona_id)",
  circle: "(select c.title from circles c where c.id = ledger.circle_id)",
  user: "(select u.name from users u where u.id = ledger.user_id)",
};

const TOKENS = ["input", "output", "reasoning", "cached", "cache_write_5m", "cache_write_1h"];
const PARTS = ["input", "output", "cached", "cacheWrite5m", "cacheWrite1h", "cacheStorage", "unsettled"];
const DAY = "(at at time zone 'UTC')::date";

/**
 * Drafted for a turn that never began, or that broke off before its first word. Excluded: cached prompts, which also
 * serve the next turn, and conversations that no longer exist.
 */
const UNHEARD = `task = 'speak' and turn_id is not null and exists (select from circles c where c.id = ledger.circle_id)
  and not exists (select from turns t where t.id = ledger.turn_id and (t.text <> '' or t.status = 'speaking'))`;
const sumOf = (where: string): string => `select coalesce(sum(cost_nano), 0) from ledger where ${where}`;

type Raw = Record<string, unknown>;

export function createUsageStore(database: Database) {
  return {
    /** @param ofAll everybody's calls, and not only the person's */
    readUsage: (scope: Principal, ofAll: boolean, query: UsageQuery): Promise<UsageAnswer> =>
      database.inScope(scope, (em) => readUsage(em, filter(scope, ofAll, query), query)),
  };
}

async function readUsage(em: EntityManager, { where, values }: Filter, query: UsageQuery): Promise<UsageAnswer> {
  const [sums] = await em.execute<Raw[]>(
    `select (${sumOf(where)}) as total, (${sumOf(`${where} and ${UNHEARD}`)}) as unheard`,
    [...values, ...values],
  );
  const offset = query.groupBy ? Number(query.cursor ?? 0) : 0;
  const page = query.groupBy
    ? await em.execute<Raw[]>(`${selectGroups(query.groupBy, where)} limit ? offset ?`, [
        ...values,
        query.limit + 1,
        offset,
      ])
    : await em.execute<Raw[]>(
        `select *, 1 as calls from ledger where ${where}${query.cursor ? " and id < ?" : ""} order by id desc limit ?`,
        [...values, ...(query.cursor ? [query.cursor] : []), query.limit + 1],
      );
  const rows = page.slice(0, query.limit);
  const more = page.length > query.limit;
  const next = !more ? null : query.groupBy ? String(offset + query.limit) : String(rows.at(-1)!.id);
  return { totalNano: Number(sums!.total), unheardNano: Number(sums!.unheard), rows: rows.map(toRow), next };
}

type Filter = { where: string; values: unknown[] };

function filter(scope: Principal, ofAll: boolean, query: UsageQuery): Filter {
  const { from, to, circleId, personaId, runId } = query;
  const conditions: [string, ...unknown[]][] = [["workspace_id = ?", scope.workspaceId]];
  if (!ofAll) {
    const userId = personOf(scope)!;
    const readable = `exists (select from circles c where c.id = ledger.circle_id and ${READABLE})`;
    conditions.push(circleId ? [`(user_id = ? or ${readable})`, userId] : ["user_id = ?", userId]);
  }
  if (circleId) conditions.push(["circle_id = ?", circleId]);
  if (personaId) conditions.push(["persona_id = ?", personaId]);
  if (runId) conditions.push(["run_id = ?", runId]);
  for (const column of ["provider", "task", "outcome"] as const)
    if (query[column]) conditions.push([`${column} = ?`, query[column]]);
  if (from) conditions.push(["at >= ?", new Date(from)]);
  // A day is inclusive.
  if (to) conditions.push(["at < ?", new Date(Date.parse(to) + (to.includes("T") ? 0 : DAY_MS))]);
  return {
    where: conditions.map(([condition]) => condition).join(" and "),
    values: conditions.flatMap(([, ...values]) => values),
  };
}

function selectGroups(groupBy: UsageGroup, where: string): string {
  const keys = Object.keys(GROUPS[groupBy]).map((key) => (key === "day" ? DAY : key));
  const named = keys.filter((key) => key !== DAY);
  const sums = [
    `${NAMES[groupBy] ?? "null"} as name`,
    ...TOKENS.map((column) => `sum(${column}) as ${column}`),
    `jsonb_build_object(${PARTS.map((part) => `'${part}', sum(coalesce((breakdown->>'${part}')::bigint, 0))`).join(", ")}) as breakdown`,
    "sum(cost_nano) as cost_nano",
    "bool_and(exact) as exact",
    "min(at) as at",
    "count(*) as calls",
  ];
  return `select ${[...named, ...sums].join(", ")} from ledger where ${where} group by ${keys.join(", ")} order by min(at) desc, ${keys.join(", ")}`;
}

function toRow(raw: Raw): UsageRow {
  const text = (name: string) => (raw[name] as string | null | undefined) ?? null;
  const number = (name: string) => Number(raw[name]);
  return {
    at: new Date(raw.at as string | Date).toISOString(),
    task: text("task"),
    provider: text("provider"),
    model: text("model"),
    why: text("why"),
    whyMessage: (raw.why_message as UsageRow["whyMessage"] | undefined) ?? null,
    input: number("input"),
    output: number("output"),
    reasoning: number("reasoning"),
    cached: number("cached"),
    cacheWrite5m: number("cache_write_5m"),
    cacheWrite1h: number("cache_write_1h"),
    breakdown: raw.breakdown as Record<string, number>,
    costNano: number("cost_nano"),
    exact: raw.exact as boolean,
    outcome: text("outcome"),
    userId: text("user_id"),
    personaId: text("persona_id"),
    circleId: text("circle_id"),
    runId: text("run_id"),
    name: text("name"),
    calls: number("calls"),
  };
}
