/** An outcome as it is kept: with what was deleted, and who may see what (SPEC C2, M4). */
import {
  MAX_ITEMS,
  type ChangeState,
  type ItemContent,
  type ItemType,
  type OutcomeItem,
} from "../../schema/messages/outcome.ts";
import type { Witnesses } from "../memory/witnesses.ts";

export type KeptItem = {
  id: string;
  content: ItemContent;
  turnIds: readonly string[];
  /** Those of them that were edited since it was written. */
  outdatedTurnIds: readonly string[];
  witnesses: Witnesses;
  madeBy: OutcomeItem["madeBy"];
  correctedBy: OutcomeItem["correctedBy"];
  /** Counts its changes from 1. */
  version: number;
  /** Changes only. */
  state: ChangeState | null;
  /** The document only: counts its texts from 1. */
  revision: number | null;
  /** Kept so that nothing like it comes back. */
  isDeleted: boolean;
  /** What it said before people corrected it: nothing like that comes back either. */
  formerTexts: readonly string[];
  hasVotes: boolean;
};

export type OutcomeState = { items: readonly KeptItem[]; droppedQuotations: number };

/** What a person wrote, corrected, voted for or decided is theirs: no model changes it. */
export const isOfPeople = ({ madeBy, correctedBy, hasVotes, state }: KeptItem): boolean =>
  madeBy === "person" || correctedBy !== null || hasVotes || (state !== null && state !== "open");

export const documentOf = (items: readonly KeptItem[]): KeptItem | undefined =>
  items.find(({ content, isDeleted }) => content.type === "document" && !isDeleted);

/** Whether a model may add no more of this type: the summary goes on however many other items there are. */
export const isFull = (items: readonly KeptItem[], type: ItemType): boolean =>
  items.filter(({ content, isDeleted }) => !isDeleted && (content.type === "summary") === (type === "summary"))
    .length >= MAX_ITEMS;

/** What an item refers to: the id of another, which is of one of these types. */
export type ItemLink = { id: string; types: readonly ItemType[] };

const ARGUED: readonly ItemType[] = ["position", "claim"];

/** The content with each link replaced; links that become null are left out. */
export function mapLinks(content: ItemContent, map: (link: ItemLink) => string | null): ItemContent {
  const all = (ids: readonly string[], types: readonly ItemType[]) => [
    ...new Set(ids.flatMap((id) => map({ id, types }) ?? [])),
  ];
  switch (content.type) {
    case "claim": {
      const edges = content.edges.flatMap((edge) => {
        const to = map({ id: edge.to, types: ARGUED });
        return to === null ? [] : [{ ...edge, to }];
      });
      const { check } = content;
      const sourceId = check && map({ id: check.sourceId, types: ["source"] });
      return { ...content, edges, check: check && sourceId !== null ? { ...check, sourceId } : null };
    }
    case "idea": {
      const { buildsOn, clusterId } = content;
      const cluster = clusterId === null ? null : map({ id: clusterId, types: ["cluster"] });
      return { ...content, buildsOn: all(buildsOn, ["idea"]), clusterId: cluster };
    }
    case "risk":
      return { ...content, taskIds: all(content.taskIds, ["task"]) };
    default:
      return content;
  }
}

export function linksOf(content: ItemContent): ItemLink[] {
  const links: ItemLink[] = [];
  mapLinks(content, (link) => {
    links.push(link);
    return link.id;
  });
  return links;
}
