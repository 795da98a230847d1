import { findEmails } from "./find-emails.ts";
import { findIbans } from "./find-ibans.ts";
import { findIpAddresses } from "./find-ip-addresses.ts";
import { findNationalIds } from "./find-national-ids.ts";
import { findPaymentCards } from "./find-payment-cards.ts";
import { findPhones } from "./find-phones.ts";
import { findSecrets } from "./find-secrets.ts";
import { findStreetAddresses } from "./find-street-addresses.ts";
import { PERSONAL_DATA_KINDS, type PersonalData, type PersonalDataKind, type Span } from "./personal-data.ts";
import { toPlainText } from "./plain-text.ts";

const FINDERS: Record<PersonalDataKind, (text: string) => Span[]> = {
  SECRET: findSecrets,
  EMAIL: findEmails,
  IBAN: findIbans,
  CARD: findPaymentCards,
  ID: findNationalIds,
  IP: findIpAddresses,
  ADDRESS: findStreetAddresses,
  PHONE: findPhones,
};

const rank = (kind: PersonalDataKind): number => PERSONAL_DATA_KINDS.indexOf(kind);

/** In text order, without overlaps. */
export function findPersonalData(original: string): PersonalData[] {
  const { text, toOriginal } = toPlainText(original);
  const found = PERSONAL_DATA_KINDS.flatMap((kind) => FINDERS[kind](text).map((span) => ({ ...span, kind })));
  const apart: PersonalData[] = [];
  for (const next of found.toSorted((one, other) => one.start - other.start)) {
    const last = apart.at(-1);
    // Overlapping spans are merged: cutting one off could leave part of the data.
    if (last && next.start < last.end) {
      last.end = Math.max(last.end, next.end);
      if (rank(next.kind) < rank(last.kind)) last.kind = next.kind;
    } else apart.push({ ...next });
  }
  return apart.map(({ kind, ...span }) => ({ kind, ...toOriginal(span) }));
}
