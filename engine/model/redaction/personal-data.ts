/** The kinds of personal data that are found, the most specific first: when two overlap, the earlier kind names both. */
export const PERSONAL_DATA_KINDS = ["SECRET", "EMAIL", "IBAN", "CARD", "ID", "IP", "ADDRESS", "PHONE"] as const;

export type PersonalDataKind = (typeof PERSONAL_DATA_KINDS)[number];

/** Position in a text: UTF-16 offsets, `end` exclusive. */
export type Span = { start: number; end: number };

export type PersonalData = Span & { kind: PersonalDataKind };
