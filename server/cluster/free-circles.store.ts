import { raw, type EntityManager } from "@mikro-orm/postgresql";
import { message } from "../../schema/messages/message.ts";
import { MembershipRow } from "../../schema/tables/circle.table.ts";
import { wordIn } from "../messages/word-in.ts";

const CUT_OFF = message("turn-server-crashed");

/** Chats have no host: their turns are stored whole. */
const FREE = `
  with free as (
    select id from circles c where c.chat_session_id is null and c.host = any(?::int[])
      and (c.ended_at is null or exists (select from turns t where t.circle_id = c.id and t.status = 'speaking'))
    order by id for no key update)
  update circles set host = null from free where circles.id = free.id
  returning circles.id, circles.language, circles.place_id as "placeId", circles.workspace_id as "workspaceId"`;

/** The problem is in the language of the circle. */
const MARK_CUT_OFF = `update turns set status = 'interrupted', ended_at = now(), problem = cut.problem
  from json_to_recordset(?::json) as cut("circleId" text, problem text)
  where circle_id = cut."circleId" and status = 'speaking'`;

export type FreedPlace = { placeId: string; workspaceId: string };

/**
 * Settles what dead servers left open: turns that were being spoken are marked as cut off, and people are marked as having
 * left. Any server that has the place open may then take a circle over.
 *
 * @returns the places of these circles
 */
export async function freeCircles(em: EntityManager, serverIds: readonly number[]): Promise<FreedPlace[]> {
  type Freed = FreedPlace & { id: string; language: string };
  const freed = await em.execute<Freed[]>(FREE, [`{${serverIds.join()}}`]);
  const cut = freed.map(({ id, language }) => ({ circleId: id, problem: wordIn(CUT_OFF, language) }));
  await em.execute(MARK_CUT_OFF, [JSON.stringify(cut)]);
  const circleId = { $in: freed.map(({ id }) => id) };
  const people = { circleId, leftAt: null, memberKind: "person" };
  await em.nativeUpdate(MembershipRow, people, { leftAt: raw("now()") });
  const places = new Map(
    freed.map(({ placeId, workspaceId }) => [`${workspaceId}/${placeId}`, { placeId, workspaceId }]),
  );
  return [...places.values()];
}
