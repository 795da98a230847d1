/** For tests: the corpora, with the labels `«KIND|value»` extracted from the sentences. */
import corpus from "./corpus.json" with { type: "json" };
import {
  PERSONAL_DATA_KINDS,
  type PersonalData,
  type PersonalDataKind,
} from "../../engine/model/redaction/personal-data.ts";
import wideCorpus from "./wide-corpus.json" with { type: "json" };

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

/** The finders were developed with these. */
export const CORPUS: LabelledSentence[] = [...corpus.en, ...corpus.de, ...corpus.mixed].map(labelSentence);
/** Written before the finders were improved, in a dozen languages; misses in every second sentence were not looked at. */
const WIDE = wideCorpus.map(labelSentence);
export const DEVELOPMENT: LabelledSentence[] = WIDE.filter((_, index) => index % 2 === 0);
export const HELD_OUT: LabelledSentence[] = [
  ...WIDE.filter((_, index) => index % 2 === 1),
  ...corpus.heldOut.map(labelSentence),
];
