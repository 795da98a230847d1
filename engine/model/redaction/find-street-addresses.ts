/** Finds street addresses with a house number, including the town if it follows. */
import { ENGLISH_ADDRESSES } from "./english-addresses.ts";
import { GERMAN_ADDRESSES, GERMAN_ADDRESSES_TOLD } from "./german-addresses.ts";
import { findNear, type Near } from "./find-near.ts";
import { findAll, findValues } from "./matched-span.ts";
import type { Span } from "./personal-data.ts";
import { ROMANCE_ADDRESSES } from "./romance-addresses.ts";

const PATTERNS = [...ENGLISH_ADDRESSES, ...GERMAN_ADDRESSES, ...ROMANCE_ADDRESSES];

const HOUSE_NUMBERS: Near = { sign: /\d{1,6}/g, charactersBefore: 140, charactersAfter: 160 };

export const findStreetAddresses = (text: string): Span[] =>
  findNear(text, HOUSE_NUMBERS, (part) => [
    ...PATTERNS.flatMap((pattern) => findAll(part, pattern)),
    ...GERMAN_ADDRESSES_TOLD.flatMap((pattern) => findValues(part, pattern)),
  ]);
