/** What is asked, as virtual respondents and exports need it; read from SurveyJS's JSON by `readQuestions`. */

export const PROBE_KINDS = ["single", "multiple", "scale", "ranking", "numeric", "matrix", "open", "yes-no"] as const;
export type ProbeKind = (typeof PROBE_KINDS)[number];

export type OptionValue = string | number | boolean;

/** `isLast`: stays last whatever the order of the others, like “none of these”. */
export type Option = { value: OptionValue; text: string; isLast: boolean };

export type SurveyQuestion = {
  /** Unique in its survey. */
  name: string;
  kind: ProbeKind;
  title: string;
  isRequired: boolean;
  /** Empty for numeric and open questions. Of a matrix: its columns. */
  options: Option[];
  /** Whether the options are a scale, which is shown in its order or reversed. */
  isOrdinal: boolean;
  /** Of a matrix; each is a probe of its own. */
  rows: Option[];
  /** Of numeric questions. */
  min: number | null;
  max: number | null;
  /** SurveyJS's expression, or null: always asked. */
  visibleIf: string | null;
};

/** The id of a probe: the question's name, and of a matrix the row's value too. */
export const probeId = (question: string, row: OptionValue | null): string =>
  row === null ? question : `${question}.${row}`;

type WithOptions = { options: readonly Pick<Option, "value">[] };

/** Of the same values in the same order. */
export const haveSameOptions = (one: WithOptions, other: WithOptions): boolean =>
  one.options.length === other.options.length &&
  one.options.every(({ value }, place) => other.options[place]!.value === value);
