/** A model that says an item better was not shown all of it: what it left empty stays as it was (SPEC C2). */
import type { ItemContent, ItemType } from "../../schema/messages/outcome.ts";

const MOST_QUOTATIONS = 20;

type Of<Type extends ItemType> = Extract<ItemContent, { type: Type }>;
type Kept = { [Type in ItemType]?: (now: Of<Type>, old: Of<Type>) => Partial<Of<Type>> };

const KEPT: Kept = {
  claim: (now, old) => ({ edges: orOld(now.edges, old.edges), check: now.check ?? old.check }),
  idea: (now, old) => ({
    buildsOn: orOld(now.buildsOn, old.buildsOn),
    clusterId: now.clusterId ?? old.clusterId,
  }),
  task: (now, old) => ({
    owner: now.owner ?? old.owner,
    due: now.due ?? old.due,
    resources: orOld(now.resources, old.resources),
  }),
  risk: (now, old) => ({ taskIds: orOld(now.taskIds, old.taskIds) }),
  topic: (now, old) => ({ isCovered: now.isCovered || old.isCovered }),
  theme: (now, old) => {
    const all = [...old.quotations, ...now.quotations];
    const isFirst = ({ turnId, text }: (typeof all)[number], index: number) =>
      all.findIndex((one) => one.turnId === turnId && one.text === text) === index;
    return { quotations: all.filter(isFirst).slice(0, MOST_QUOTATIONS) };
  },
};

const orOld = <Value>(list: Value[], old: Value[]): Value[] => (list.length > 0 ? list : old);

/** @returns the new content, with what it lacks of the old one */
export const fillIn = <Type extends ItemType>(content: Of<Type>, old: Of<Type>): Of<Type> => ({
  ...content,
  ...(KEPT as Kept)[content.type as Type]?.(content, old),
});
