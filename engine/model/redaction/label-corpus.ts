/** For tests: the corpus, its marks `«KIND|value»` taken out of the sentences. */
import corpus from "./corpus.json" with { type: "json" };
import { PERSONAL_DATA_KINDS, type PersonalData, type PersonalDataKind } from "./personal-data.ts";

export type LabelledSentence = { text: string; labels: PersonalData[] };

const MARK = /«(?<kind>[A-Z]+)\|(?<value>[^»]+)»/g;

export function labelSentence(marked: string): LabelledSentence {
  const labels: PersonalData[] = [];
  let text = "";
  let done = 0;
  for (const { 0: mark, index, groups } of marked.matchAll(MARK)) {
    text += marked.slice(done, index);
    const { kind, value } = groups as { kind: PersonalDataKind; value: string };
    if (!PERSONAL_DATA_KINDS.includes(kind)) throw new Error(`no kind ${kind}`);
    labels.push({ kind, start: text.length, end: text.length + value.length });
    text += value;
    done = index + mark.length;
  }
  return { text: text + marked.slice(done), labels };
}

/** The finders were made with these in view. */
export const CORPUS: LabelledSentence[] = [...corpus.en, ...corpus.de, ...corpus.mixed].map(labelSentence);
/** Written after the finders, which were not changed to suit them. */
export const HELD_OUT: LabelledSentence[] = corpus.heldOut.map(labelSentence);
