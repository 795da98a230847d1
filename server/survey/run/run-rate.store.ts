/** How fast a model has answered runs of the workspace (SPEC L8, A2). */
import type { Principal } from "../../../engine/scope/scope.ts";
import type { RunMethod } from "../../../schema/messages/run.ts";
import type { Database } from "../../database/open-database.store.ts";

export type RunRates = ReturnType<typeof createRunRates>;

export const createRunRates = (database: Database) => ({
  /** Answers per second of the latest run by live calls, one by the same method before others; null: there is none. */
  async measure(scope: Principal, model: string, method: RunMethod): Promise<number | null> {
    const [found] = await database.inScope(scope, (em) =>
      em.execute<{ rate: number | null }[]>(RATE, [model, FEWEST_ANSWERS, method]),
    );
    return found!.rate;
  },
});

const FEWEST_ANSWERS = 20;

/** Of the spans within minutes in which anything was answered: a pause takes no time. */
const RATE = `with latest as (
    select id from runs where settings->>'model' = ? and settings->>'calls' = 'live' and answered >= ?
    order by (settings->>'method' = ?) desc, created_at desc limit 1),
  minutes as (
    select count(*) - 1 as answers, extract(epoch from max(at) - min(at)) as seconds
    from run_answers where run_id = (select id from latest) group by date_trunc('minute', at))
  select (sum(answers) / nullif(sum(seconds), 0))::float8 as rate from minutes`;
