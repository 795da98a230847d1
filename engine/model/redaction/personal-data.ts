/** The kinds of personal data that are found, the most telling first: where two overlap, the earlier names the whole. */
export const PERSONAL_DATA_KINDS = ["SECRET", "EMAIL", "IBAN", "CARD", "ID", "IP", "ADDRESS", "PHONE"] as const;

export type PersonalDataKind = (typeof PERSONAL_DATA_KINDS)[number];

/** Where it stands in a text: UTF-16 offsets, `end` exclusive. */
export type Span = { start: number; end: number };

export type PersonalData = Span & { kind: PersonalDataKind };
