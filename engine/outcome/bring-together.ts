/** Themes of several talks that are the same one: those that were given one name, and others whose words are alike (SPEC C9). */
import { foldText } from "../text/fold-text.ts";
import { areLike, readLikeness, type Likeness } from "./is-like.ts";

export type Nameable = {
  text: string;
  /** What it was called beside the others, by whom; null: its own words count. */
  named: { name: string; by: "model" | "person" } | null;
};
export type Together<Entry> = { name: string; by: "words" | "model" | "person"; entries: Entry[] };

type Gathered<Entry> = Together<Entry> & { likenesses: Likeness[] };

/** @param entries those that name a theme, where nobody did, first */
export function bringTogether<Entry extends Nameable>(entries: readonly Entry[], language: string): Together<Entry>[] {
  const named = Map.groupBy(
    entries.filter((entry) => entry.named),
    (entry) => foldText(entry.named!.name) || entry.named!.name,
  );
  const gathered: Gathered<Entry>[] = [...named.values()].map((own) => {
    const { name } = own[0]!.named!;
    const by = own.some((entry) => entry.named!.by === "person") ? ("person" as const) : ("model" as const);
    // Of what was set apart, nothing follows that only its own words are like.
    return { name, by, entries: own, likenesses: [readLikeness(name, language)] };
  });
  for (const entry of entries.filter((each) => !each.named)) {
    const likeness = readLikeness(entry.text, language);
    const same = gathered.find(({ likenesses }) => likenesses.some((other) => areLike(likeness, other)));
    if (same) {
      same.entries.push(entry);
      same.likenesses.push(likeness);
    } else gathered.push({ name: entry.text, by: "words", entries: [entry], likenesses: [likeness] });
  }
  return gathered.map(({ likenesses: _, ...theme }) => theme);
}
