import type { Principal } from "../../engine/scope/scope.ts";
import type { Database } from "../database/open-database.store.ts";
import type { MeasuredTurn } from "./measure-talk.ts";

/** The newest: more would not change shares by much, and a page should not wait for them. */
const MOST_TURNS = 5_000;

export type PersonaTotals = {
  personaId: string;
  turns: number;
  conversations: number;
  costNano: string;
  reactions: number;
  stars: number | null;
  drift: number;
};

const TOTALS = `
  select p.id as "personaId", t.turns, t.conversations, t.cost::text as "costNano", coalesce(r.count, 0) as reactions,
    (select average from persona_rating(p.id)) as stars,
    coalesce((select sum(abs(moved)) from (
      select sum(coalesce(intensity_after, 0) - coalesce(intensity_before, 0)) as moved from trait_changes c
      where c.persona_id = p.id and c.source = 'learned' and c.undone_at is null
        and c.created_at > now() - make_interval(days => ?) group by c.trait_key) moves), 0)::float8 as drift
  from personas p
    join (select speaker_id, count(*)::int as turns, count(distinct circle_id)::int as conversations, sum(cost_nano) as cost
      from turns where speaker_kind = 'persona' and status = 'finished' and started_at > now() - make_interval(days => ?)
      group by speaker_id) t on t.speaker_id = p.id
    left join (select t.speaker_id, count(*)::int as count from reactions r join turns t on t.id = r.turn_id
      where t.started_at > now() - make_interval(days => ?) group by t.speaker_id) r on r.speaker_id = p.id
  where p.deleted_at is null order by t.turns desc, p.id limit 200`;

const TURNS = `
  select * from (
    select id, circle_id as "circleId", position, speaker_id as "speakerId", speaker_name as "speakerName", text,
      reply_to as "replyTo", started_at
    from turns where status = 'finished' and started_at > now() - make_interval(days => ?)
    order by started_at desc, id limit ?) newest
  order by "circleId", position`;

/** Of the conversations that this person may read: the policies of turns decide. */
export const readEffectiveness = (database: Database, scope: Principal, days: number) =>
  database.inScope(scope, async (em) => ({
    totals: await em.execute<PersonaTotals[]>(TOTALS, [days, days, days]),
    turns: await em.execute<MeasuredTurn[]>(TURNS, [days, MOST_TURNS]),
  }));
