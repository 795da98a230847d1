/** The turns of a conversation that a person may read, in pages: of thousands, few are in memory at a time (SPEC C8). */
import type { EntityManager } from "@mikro-orm/postgresql";
import type { Principal } from "../../engine/scope/scope.ts";
import type { StoredTurn } from "../../schema/messages/conversation.ts";
import type { Database } from "../database/open-database.store.ts";
import { HEARD } from "./readable.ts";
import { toTurnView } from "./to-turn-view.ts";

/** As they were said, or as they began. */
export type TurnOrder = "said" | "began";
/** Their ids, as they were said, and the place of each among them as they began. */
export type TurnPlaces = { id: string; began: number }[];

const PAGE_TURNS = 500;

const OF_CIRCLE = `from turns t join circles c on c.id = t.circle_id where c.id = ? and t.status <> 'speaking' and ${HEARD}`;
const PLACES = `select t.id, row_number() over (order by t.started_at, t.position)::int as began ${OF_CIRCLE} order by t.position`;
const PAGE = `select t.id, t.speaker_id as "speakerId", t.speaker_name as "speakerName", t.speaker_kind as "speakerKind", t.text,
    t.status, t.reply_to as "replyTo", t.started_at as "startedAt", t.ended_at as "endedAt", t.input_tokens as "inputTokens",
    t.output_tokens as "outputTokens", t.cost_nano::float8 as "costNano", t.voice, t.problem, t.edits
  ${OF_CIRCLE} and t.id in (select json_array_elements_text(?::json))`;

type Row = Omit<Parameters<typeof toTurnView>[0], "startedAt" | "endedAt"> & {
  startedAt: Date | string;
  endedAt: Date | string | null;
};

export const listTurnPlaces = (em: EntityManager, circleId: string): Promise<TurnPlaces> =>
  em.execute(PLACES, [circleId]);

/** Those of `places` that are still there, as they are then. */
export async function* readTurns(
  database: Database,
  scope: Principal,
  { circleId, places, order }: { circleId: string; places: TurnPlaces; order: TurnOrder },
): AsyncGenerator<StoredTurn[]> {
  const ordered = order === "said" ? places : places.toSorted((one, other) => one.began - other.began);
  for (let at = 0; at < ordered.length; at += PAGE_TURNS) {
    const ids = ordered.slice(at, at + PAGE_TURNS).map(({ id }) => id);
    const rows = await database.inScope(scope, (em) => em.execute<Row[]>(PAGE, [circleId, JSON.stringify(ids)]));
    const turns = new Map(rows.map((row) => [row.id, toTurn(row)]));
    yield ids.flatMap((id) => turns.get(id) ?? []);
  }
}

const toTurn = ({ startedAt, endedAt, ...row }: Row): StoredTurn => {
  const times = { startedAt: new Date(startedAt), endedAt: endedAt === null ? null : new Date(endedAt) };
  const { reactions: _, ...turn } = toTurnView({ ...row, ...times }, []);
  return turn as StoredTurn;
};
