/** Token usage of past turns, from the ledger, as the basis of estimates. */
import type { TurnTokens } from "../../engine/model/price/estimate-cost.ts";
import type { Principal } from "../../engine/scope/scope.ts";
import { READABLE } from "../conversation/readable.ts";
import type { Database } from "../database/open-database.store.ts";

export type TurnSample = { turns: number; tokens: TurnTokens };
export type TurnSamples = {
  /** By persona, for those that have spoken. */
  spoken: Map<string, TurnSample>;
  /** Decisions, memories and the like, per spoken turn; null when nobody has spoken. */
  beside: TurnTokens | null;
};

/** Number of latest turns that represent the current talk. */
const LATEST_TURNS = 300;
const PROMPT = "(input + cached + cache_write_5m + cache_write_1h)";

export function createTurnSampleStore(database: Database) {
  return {
    /** The personas that sit in a circle now; null when there is no such circle that this person may read. */
    personasOf: (circleId: string, scope: Principal): Promise<string[] | null> =>
      database.inScope(scope, async (em) => {
        const [circle] = await em.execute<unknown[]>(`select 1 from circles c where c.id = ? and ${READABLE}`, [
          circleId,
        ]);
        if (!circle) return null;
        const rows = await em.execute<{ id: string }[]>(
          "select member_id as id from memberships where circle_id = ? and member_kind = 'persona' and left_at is null order by seat",
          [circleId],
        );
        return rows.map(({ id }) => id);
      }),

    /** @param circleId only turns of this circle; null for turns of these personas anywhere */
    async readSamples(workspaceId: string, circleId: string | null, personaIds: string[]): Promise<TurnSamples> {
      if (personaIds.length === 0) return { spoken: new Map(), beside: null };
      const where = `workspace_id = ? and (?::text is null or circle_id = ?)`;
      const values = [workspaceId, circleId, circleId];
      const rows = await database.em().execute<Record<string, unknown>[]>(
        `select persona_id, count(*) as turns, ${spreadOf(PROMPT)} as prompt, ${spreadOf("output")} as output,
           coalesce(sum(cached)::float / nullif(sum(${PROMPT}), 0), 0) as cached_share
         from (
           select * from ledger where ${where} and task = 'speak' and outcome = 'finished'
             and persona_id in (${personaIds.map(() => "?").join(", ")})
           order by at desc limit ${LATEST_TURNS}
         ) latest group by persona_id`,
        [...values, ...personaIds],
      );
      const spoken = new Map(rows.map((row) => [row["persona_id"] as string, toSample(row)]));
      return { spoken, beside: spoken.size > 0 && circleId !== null ? await readBeside(where, values) : null };
    },
  };

  async function readBeside(where: string, values: unknown[]): Promise<TurnTokens> {
    const [row] = await database.em().execute<{ turns: string; prompt: string; output: string }[]>(
      `select count(*) filter (where task = 'speak' and outcome = 'finished') as turns,
         coalesce(sum(${PROMPT}) filter (where task <> 'speak'), 0) as prompt,
         coalesce(sum(output) filter (where task <> 'speak'), 0) as output
       from ledger where ${where}`,
      values,
    );
    const perTurn = (tokens: string) => Number(tokens) / Math.max(1, Number(row!.turns));
    const same = (tokens: number) => ({ low: tokens, likely: tokens, high: tokens });
    return { prompt: same(perTurn(row!.prompt)), output: same(perTurn(row!.output)), cachedShare: 0 };
  }
}

const spreadOf = (column: string): string => `percentile_cont(array[0.1, 0.5, 0.9]) within group (order by ${column})`;

function toSample(row: Record<string, unknown>): TurnSample {
  const spread = (name: string) => {
    const [low, likely, high] = row[name] as [number, number, number];
    return { low, likely, high };
  };
  return {
    turns: Number(row["turns"]),
    tokens: { prompt: spread("prompt"), output: spread("output"), cachedShare: Number(row["cached_share"]) },
  };
}
