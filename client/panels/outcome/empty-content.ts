import type { ItemContent, ItemType } from "../../../schema/messages/outcome.ts";

/** What a person who adds an item starts from. */
export function emptyContent(type: ItemType): ItemContent {
  switch (type) {
    case "claim":
      return { type, text: "", edges: [], check: null };
    case "source":
      return { type, text: "", title: "", checker: "" };
    case "idea":
      return { type, text: "", buildsOn: [], clusterId: null };
    case "change":
      return { type, text: "", revision: 1, start: 0, end: 0, inserted: "" };
    case "task":
      return { type, text: "", owner: null, due: null, resources: [] };
    case "risk":
      return { type, text: "", taskIds: [] };
    case "topic":
      return { type, text: "", isCovered: false };
    case "theme":
      return { type, text: "", quotations: [] };
    default:
      return { type, text: "" };
  }
}
