import { findIdsByForm } from "./find-ids-by-form.ts";
import { findNear, type Near } from "./find-near.ts";
import { findAnnouncedIds } from "./find-announced-ids.ts";
import type { Span } from "./personal-data.ts";

const DIGITS: Near = { sign: /\d[A-Z ./-]?\d/g, charactersBefore: 140, charactersAfter: 100 };

export const findNationalIds = (text: string): Span[] =>
  findNear(text, DIGITS, (part) => [...findIdsByForm(part), ...findAnnouncedIds(part)]);
