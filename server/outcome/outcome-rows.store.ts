/** Items of outcomes as rows, and back. */
import type { KeptItem } from "../../engine/outcome/outcome-state.ts";
import { ItemContent } from "../../schema/messages/outcome.ts";
import { columnNames, jsonRows, type Columns } from "../database/json-rows.ts";

const COLUMNS = {
  id: "id text",
  circleId: "circle_id text",
  kind: "kind text",
  workspaceId: "workspace_id text",
  ownerId: "owner_id text",
  content: "content jsonb",
  turnIds: "turn_ids text[]",
  witnesses: "witnesses text[]",
  madeBy: "made_by text",
  correctedById: "corrected_by_id text",
  correctedByName: "corrected_by_name text",
  version: "version int",
  state: "state text",
  revision: "revision int",
  isDeleted: "is_deleted boolean",
  formerTexts: "former_texts text[]",
} satisfies Columns;

const CHANGED =
  "content turn_ids witnesses corrected_by_id corrected_by_name version state revision is_deleted former_texts".split(
    " ",
  );

/** SQL: item `i` of an outcome. */
export const ITEM = `i.id, i.content, i.turn_ids as "turnIds", i.witnesses, i.made_by as "madeBy",
  i.corrected_by_id as "correctedById", i.corrected_by_name as "correctedByName", i.version, i.state, i.revision,
  i.is_deleted as "isDeleted", i.former_texts as "formerTexts", i.outdated_turn_ids as "outdatedTurnIds",
  exists (select from outcome_votes v where v.item_id = i.id) as "hasVotes"`;

export type StoredItem = Omit<KeptItem, "content" | "correctedBy"> & {
  content: unknown;
  correctedById: string | null;
  correctedByName: string | null;
};

export type Report = (error: unknown) => void;

/** One that cannot be read is left out, and reported: it spoils no other. */
export const toKeptItems = (rows: readonly StoredItem[], report: Report): KeptItem[] =>
  rows.flatMap(({ correctedById, correctedByName, content, ...item }) => {
    const read = ItemContent.safeParse(content);
    if (!read.success) {
      report(new Error(`The item ${item.id} of an outcome cannot be read, and is left out.`, { cause: read.error }));
      return [];
    }
    const correctedBy = correctedById === null ? null : { id: correctedById, name: correctedByName ?? "" };
    return [{ ...item, content: read.data, correctedBy }];
  });

export type OutcomeKey = { circleId: string; kind: string };
export type OwnedOutcome = OutcomeKey & { workspaceId: string; ownerId: string | null };

export const toItemRow = (
  { correctedBy, hasVotes: _, ...item }: KeptItem,
  { circleId, kind, workspaceId, ownerId }: OwnedOutcome,
) => ({
  ...item,
  circleId,
  kind,
  workspaceId,
  ownerId,
  correctedById: correctedBy?.id ?? null,
  correctedByName: correctedBy?.name ?? null,
});

/** `source`: the parameter of rows as `toItemRow` makes them. Of an item that changed meanwhile, nothing is written; one that
 * is written is made of what its turns say now. */
export const WRITE_ITEMS = `
  insert into outcome_items (${columnNames(COLUMNS)}) select * from ${jsonRows(COLUMNS, "written")}
  on conflict (id) do update set ${CHANGED.map((name) => `${name} = excluded.${name}`).join(", ")},
    outdated_turn_ids = '{}'
  where outcome_items.version = excluded.version - 1 returning id`;
