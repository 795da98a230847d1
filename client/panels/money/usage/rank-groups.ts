/** Turns usage groups into the bars of a ranking. */
import type { UsageRow } from "../../../../schema/messages/usage.ts";

export type RankedGroup = { key: string; label: string; costNano: number; calls: number; exact: boolean };

/** The most expensive first, free ones left out, those past `most` summed into one. Equal labels are made distinct. */
export function rankGroups(
  rows: readonly UsageRow[],
  {
    most,
    keyOf,
    labelOf,
    restLabel,
  }: {
    most: number;
    keyOf: (row: UsageRow) => string;
    labelOf: (row: UsageRow) => string;
    restLabel: (count: number) => string;
  },
): RankedGroup[] {
  const paid = rows
    .filter(({ costNano }) => costNano > 0)
    .toSorted((one, other) => other.costNano - one.costNano)
    .map((row) => ({ ...row, key: keyOf(row), label: labelOf(row) }));
  // A remainder of one group is shown as itself.
  const shown = paid.length <= most + 1 ? paid : paid.slice(0, most);
  const rest = paid.slice(shown.length);
  const groups = shown.map(({ key, label, costNano, calls, exact }) => ({ key, label, costNano, calls, exact }));
  const seen = new Map<string, number>();
  for (const group of groups) {
    const times = (seen.get(group.label) ?? 0) + 1;
    seen.set(group.label, times);
    if (times > 1) group.label = `${group.label} (${times})`;
  }
  if (rest.length === 0) return groups;
  const sum = (numberOf: (row: UsageRow) => number) => rest.reduce((total, row) => total + numberOf(row), 0);
  return [
    ...groups,
    {
      key: "rest",
      label: restLabel(rest.length),
      costNano: sum(({ costNano }) => costNano),
      calls: sum(({ calls }) => calls),
      exact: rest.every(({ exact }) => exact),
    },
  ];
}
