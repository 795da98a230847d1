/** An item of an outcome in a line, for exports. */
import type { ItemContent, ItemType, OutcomeItem } from "../../schema/messages/outcome.ts";

/** @param items those of its outcome, to name what it refers to */
export function describeItem(item: OutcomeItem, items: readonly OutcomeItem[]): string {
  const { content, speakers, state, votes } = item;
  const who = speakers.map(({ name }) => name).join(", ");
  const marks = [...(item.madeBy === "rules" ? ["simulated"] : []), ...(state === null ? [] : [state])];
  const more = detailsOf(content, items, votes).filter((detail) => detail !== "");
  const label = [content.type, ...marks].join(", ");
  return [`${label}: ${content.text}`, ...(who ? [`by ${who}`] : []), ...more].join(" · ");
}

type Details = {
  [Type in ItemType]?: (
    content: Extract<ItemContent, { type: Type }>,
    items: readonly OutcomeItem[],
    votes: number,
  ) => string[];
};

const textOf = (id: string, items: readonly OutcomeItem[]): string =>
  `“${items.find((item) => item.id === id)?.content.text ?? ""}”`;

const DETAILS: Details = {
  claim: ({ edges, check }, items) => {
    const source = items.find(({ id }) => id === check?.sourceId)?.content;
    const checked =
      check && source?.type === "source"
        ? `${check.verdict} by ${source.checker} (${source.title}): “${check.quote}”`
        : "not checked";
    return [...edges.map(({ to, relation }) => `${relation} ${textOf(to, items)}`), checked];
  },
  source: ({ title, checker }) => [title, checker],
  idea: ({ buildsOn, clusterId }, items, votes) => [
    ...buildsOn.map((id) => `builds on ${textOf(id, items)}`),
    clusterId === null ? "" : `in ${textOf(clusterId, items)}`,
    `votes: ${votes}`,
  ],
  change: ({ start, end, inserted }) => [`${start}–${end} → “${inserted}”`],
  task: ({ owner, due, resources }) => [
    owner ? `owner: ${owner}` : "",
    due ? `due: ${due}` : "",
    resources.length > 0 ? `needs: ${resources.join(", ")}` : "",
  ],
  risk: ({ taskIds }, items) => taskIds.map((id) => `threatens ${textOf(id, items)}`),
  topic: ({ isCovered }) => [isCovered ? "covered" : "not covered yet"],
  theme: ({ quotations }) => quotations.map(({ text }) => `“${text}”`),
};

const detailsOf = <Type extends ItemType>(
  content: Extract<ItemContent, { type: Type }>,
  items: readonly OutcomeItem[],
  votes: number,
): string[] => (DETAILS as Details)[content.type as Type]?.(content, items, votes) ?? [];
