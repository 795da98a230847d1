/** The record of a session: what was done, and by whom (SPEC C9). Written in the transaction of the act. */
import type { EntityManager } from "@mikro-orm/postgresql";
import { personOf, type Principal } from "../../engine/scope/scope.ts";
import type { RecordDetails, RecordedAction } from "../../schema/messages/session.ts";
import { publishChange } from "../changes/publish-change.ts";
import { newId } from "../database/new-id.adapter.ts";

export type Act = { sessionId: string; action: RecordedAction; details?: RecordDetails };

/** Also notifies the place of the session and the pages that show it. */
export async function recordAct(
  em: EntityManager,
  scope: Principal,
  { sessionId, action, details = {} }: Act,
): Promise<void> {
  const person = personOf(scope)!;
  await em.execute(
    `insert into session_records (id, session_id, workspace_id, actor_id, actor_name, action, details)
     values (?, ?, ?, ?, (select name from users where id = ?), ?, ?)`,
    [newId(), sessionId, scope.workspaceId, person, person, action, JSON.stringify(details)],
  );
  await announceSession(em, sessionId);
}

/** What was done to a circle and its gallery, if the circle is a session's. */
export async function recordSteering(
  em: EntityManager,
  scope: Principal,
  circleId: string,
  steering: string,
): Promise<void> {
  const [session] = await em.execute<{ id: string }[]>("select id from sessions where circle_id = ?", [circleId]);
  if (session) await recordAct(em, scope, { sessionId: session.id, action: "steered", details: { steering } });
}

/** Only its facilitators see answers come: a thousand spectators would ask for what is not theirs to read. */
export const announceAnswer = (em: EntityManager, sessionId: string): Promise<void> =>
  announceSession(em, sessionId, "facilitators");

/** The place that it is in now, or, before a change, was in. */
export async function announceSession(
  em: EntityManager,
  sessionId: string,
  to: "everybody" | "facilitators" = "everybody",
): Promise<void> {
  const [session] = await em.execute<{ placeId: string; workspaceId: string; hasEnded: boolean }[]>(
    `select plan->>'placeId' as "placeId", workspace_id as "workspaceId", status = 'ended' as "hasEnded"
     from sessions where id = ?`,
    [sessionId],
  );
  if (session) await publishChange(em, "sessions", { sessionId, to, ...session });
}
