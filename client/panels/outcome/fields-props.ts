import type { ItemContent } from "../../../schema/messages/outcome.ts";

/** Of the fields by which a person corrects an item. */
export type FieldsProps<Content = ItemContent> = {
  content: Content;
  /** The item's; null for a new one. */
  ownId: string | null;
  onContent: (content: ItemContent) => void;
};
