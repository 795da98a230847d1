import { isCued, spanOf } from "./matched-span.ts";
import type { Span } from "./personal-data.ts";

const V4 = /(?<![\w.])(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)\.){3}(?:25[0-5]|2[0-4]\d|1?\d?\d)(?!\w|\.\d)/g;
/** Each IPv6 address has two colons this close; most texts have not. */
const V6_SIGN = /:[0-9a-f]{0,4}:/i;
const V6 =
  /(?<![\w:.])(?=[0-9a-f:]{0,40}\d)(?:[0-9a-f]{1,4}|:)(?::[0-9a-f]{0,4}){1,7}(?:(?<=:)(?:\d{1,3}\.){3}\d{1,3})?(?![\w:]|\.\d)/gi;
/** This machine and no machine: they name nobody. */
const NOBODY = /^(?:127\.|0\.0\.0\.0$|255\.255\.255\.|::1$)/;
const NUMBERING =
  /(?:\bv|version|release|build|firmware|driver|section|chapter|§|kapitel|abschnitt|ziffer|clause)[ \u00a0]?$/i;

const isV6 = (written: string): boolean => URL.canParse(`http://[${written}]/`);

export const findIpAddresses = (text: string): Span[] =>
  [
    ...[...text.matchAll(V4)].filter((match) => !isCued(text, match.index, 15, NUMBERING)),
    ...(V6_SIGN.test(text) ? [...text.matchAll(V6)] : []).filter(([written]) => isV6(written)),
  ]
    .filter(([written]) => !NOBODY.test(written))
    .map(spanOf);
