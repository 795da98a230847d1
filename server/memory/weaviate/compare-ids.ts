/** A page of ascending ids after one; "" for the first. */
export type ListIds = (after: string, limit: number) => Promise<string[]>;

const PAGE = 1000;

/** Calls back with the ids that only one of two ascending lists has, page by page. */
export async function compareIds(one: ListIds, other: ListIds, onDifferent: (ids: string[]) => Promise<void>) {
  const sides = [createReader(one), createReader(other)] as const;
  for (;;) {
    const pages = [await sides[0].peek(), await sides[1].peek()] as const;
    if (pages[0].length === 0 && pages[1].length === 0) return;
    // Up to here both sides are known; a side that has ended is known to its end.
    const ends = sides
      .map((side, index) => (side.isLast() ? null : pages[index]!.at(-1)!))
      .filter((end) => end !== null);
    const upTo = ends.length > 0 ? ends.reduce((least, end) => (end < least ? end : least)) : null;
    const [here, there] = [sides[0].take(upTo), sides[1].take(upTo)];
    const [isHere, isThere] = [new Set(here), new Set(there)];
    const different = [...here.filter((id) => !isThere.has(id)), ...there.filter((id) => !isHere.has(id))];
    if (different.length > 0) await onDifferent(different);
  }
}

function createReader(list: ListIds) {
  let page: string[] = [];
  let after = "";
  let isLast = false;
  return {
    async peek(): Promise<string[]> {
      if (page.length === 0 && !isLast) {
        page = await list(after, PAGE);
        isLast = page.length < PAGE;
        after = page.at(-1) ?? after;
      }
      return page;
    },
    isLast: () => isLast,
    /** Takes what is not beyond this id; all of it for null. */
    take(upTo: string | null): string[] {
      const taken = upTo === null ? page : page.filter((id) => id <= upTo);
      page = page.slice(taken.length);
      return taken;
    },
  };
}
