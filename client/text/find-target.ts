/** Finds what a person meant by a name: exact, then beginning, then anywhere in it; accents and case do not count. */

export type Target<Thing> = { kind: "found"; thing: Thing } | { kind: "none" } | { kind: "several"; names: string[] };

export function findTarget<Thing>(things: Thing[], nameOf: (thing: Thing) => string, wanted: string): Target<Thing> {
  const query = fold(wanted);
  const tests: ((name: string) => boolean)[] = [
    (name) => name === query,
    (name) => name.startsWith(query),
    (name) => name.includes(query),
  ];
  for (const fits of tests) {
    const found = things.filter((thing) => fits(fold(nameOf(thing))));
    const [first] = found;
    if (found.length > 1) return { kind: "several", names: found.map(nameOf) };
    if (first !== undefined) return { kind: "found", thing: first };
  }
  return { kind: "none" };
}

const fold = (text: string): string => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().trim();
