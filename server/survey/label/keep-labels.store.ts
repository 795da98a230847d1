/** What a job that labels writes, each in the transaction of its step (SPEC S3, O7). */
import type { EntityManager } from "@mikro-orm/postgresql";
import type { Labelling as Labelled } from "../../../engine/survey/label/label-backstory.ts";
import type { Message } from "../../../schema/messages/message.ts";
import type { Reply, Unit } from "./labelling.store.ts";

export type Maker = { workspaceId: string; ownerId: string; model: string };

export const keepReplyIn = (
  em: EntityManager,
  { workspaceId, ownerId, model }: Maker,
  reply: Reply,
): Promise<unknown> =>
  em.execute(
    `insert into label_replies (backstory_id, trait_id, model, kind, place, workspace_id, owner_id, reply)
     values (?, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing`,
    [reply.backstoryId, reply.traitId, model, reply.kind, reply.place, workspaceId, ownerId, reply.reply],
  );

/**
 * The label, what it was made of, and that it is done. Replies that gave no label stay, and are not asked for again.
 */
export async function keepUnitIn(
  em: EntityManager,
  { workspaceId, ownerId, model }: Maker,
  labellingId: string,
  { backstoryId, traitId, isComparison }: Unit,
  { label, refused, refusalMass }: Labelled,
): Promise<void> {
  await em.execute(
    `insert into labelling_units (labelling_id, backstory_id, trait_id, is_comparison, workspace_id, owner_id, source, refused, refusal_mass)
     values (?, ?, ?, ?, ?, ?, ?, ?::jsonb, ?) on conflict do nothing`,
    [
      labellingId,
      backstoryId,
      traitId,
      isComparison,
      workspaceId,
      ownerId,
      label?.source ?? null,
      JSON.stringify(refused),
      refusalMass ?? null,
    ],
  );
  if (!label) return;
  await em.execute("delete from label_replies where backstory_id = ? and trait_id = ? and model = ?", [
    backstoryId,
    traitId,
    model,
  ]);
  await em.execute(
    `insert into backstory_labels (backstory_id, trait_id, source, model, workspace_id, owner_id, distribution, count, evidence)
     values (?, ?, ?, ?, ?, ?, ?::jsonb, ?, ?) on conflict do nothing`,
    [
      backstoryId,
      traitId,
      label.source,
      model,
      workspaceId,
      ownerId,
      JSON.stringify(label.distribution),
      label.count,
      label.evidence ?? null,
    ],
  );
}

export const keepProgressIn = (
  em: EntityManager,
  id: string,
  { costNano, total }: { costNano: number; total: number },
): Promise<unknown> => em.execute("update labellings set cost_nano = ?, total = ? where id = ?", [costNano, total, id]);

export const keepEndIn = (em: EntityManager, id: string, endedBy: Message): Promise<unknown> =>
  em.execute("update labellings set ended_by = ?::jsonb where id = ?", [JSON.stringify(endedBy), id]);
