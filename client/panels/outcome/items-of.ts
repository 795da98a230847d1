import type { ItemContent, ItemType, OutcomeItem } from "../../../schema/messages/outcome.ts";

/** An item whose content has the type `Type`. */
export type ItemOf<Type extends ItemType> = OutcomeItem & { content: Extract<ItemContent, { type: Type }> };

/** Those of one type, in order. */
export const itemsOf = <Type extends ItemType>(items: readonly OutcomeItem[], type: Type): ItemOf<Type>[] =>
  items.filter((item): item is ItemOf<Type> => item.content.type === type);
