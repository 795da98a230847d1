/** For tests: recall and precision of the finders on labelled sentences. */
import type { LabelledSentence } from "./label-corpus.ts";
import {
  PERSONAL_DATA_KINDS,
  type PersonalData,
  type PersonalDataKind,
} from "../../engine/model/redaction/personal-data.ts";

export type Finding = {
  kind: PersonalDataKind;
  labelled: number;
  /** Share of labelled spans entirely inside found spans of any kind, so that nothing of them would be sent. */
  recall: number;
  /** Share of found spans that overlap a label of their kind. */
  precision: number;
  missed: string[];
  wrong: string[];
};

export function measureFinding(sentences: LabelledSentence[], find: (text: string) => PersonalData[]): Finding[] {
  const found = sentences.map(({ text }) => find(text));
  return PERSONAL_DATA_KINDS.map((kind) => {
    const missed: string[] = [];
    const wrong: string[] = [];
    let labelled = 0;
    let named = 0;
    sentences.forEach(({ text, labels }, index) => {
      for (const label of labels.filter((each) => each.kind === kind)) {
        labelled += 1;
        if (!found[index]!.some(({ start, end }) => start <= label.start && label.end <= end))
          missed.push(text.slice(label.start, label.end));
      }
      for (const { start, end } of found[index]!.filter((each) => each.kind === kind)) {
        named += 1;
        if (!labels.some((label) => label.kind === kind && label.start < end && start < label.end))
          wrong.push(text.slice(start, end));
      }
    });
    return {
      kind,
      labelled,
      recall: labelled ? 1 - missed.length / labelled : 1,
      precision: named ? 1 - wrong.length / named : 1,
      missed,
      wrong,
    };
  });
}
