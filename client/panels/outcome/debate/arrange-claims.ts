import type { ItemOf } from "../items-of.ts";

/** A position and the claims of its side; null: claims that belong to no position. */
export type Column = { position: ItemOf<"position"> | null; claims: ItemOf<"claim">[] };

/**
 * Puts each claim under the position that it supports, also by way of other claims. One that only attacks goes to the
 * other side, where there are two. Claims keep their order, so that a new one moves no other.
 */
export function arrangeClaims(positions: ItemOf<"position">[], claims: ItemOf<"claim">[]): Column[] {
  const sideOf = new Map<string, string>(positions.map(({ id }) => [id, id]));
  const opposite = (side: string) => (positions.length === 2 ? positions.find(({ id }) => id !== side)?.id : undefined);
  const placeBy = (relation: "supports" | "attacks") => {
    let isChanged = false;
    for (const { id, content } of claims) {
      if (sideOf.has(id)) continue;
      const target = content.edges.find((edge) => edge.relation === relation && sideOf.has(edge.to));
      const targetSide = target && sideOf.get(target.to)!;
      const side = targetSide && (relation === "supports" ? targetSide : opposite(targetSide));
      if (side === undefined) continue;
      sideOf.set(id, side);
      isChanged = true;
    }
    return isChanged;
  };
  while (placeBy("supports") || placeBy("attacks"));
  const columns: Column[] = positions.map((position) => ({
    position,
    claims: claims.filter(({ id }) => sideOf.get(id) === position.id),
  }));
  const others = claims.filter(({ id }) => !sideOf.has(id));
  return others.length > 0 ? [...columns, { position: null, claims: others }] : columns;
}
