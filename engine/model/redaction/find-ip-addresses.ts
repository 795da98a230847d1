import { isCued } from "./matched-span.ts";
import type { Span } from "./personal-data.ts";

const OCTET = String.raw`(?:25[0-5]|2[0-4]\d|1?\d?\d)`;
const V4 = new RegExp(String.raw`(?<![\w.])(?:${OCTET}\.){3}${OCTET}(?!\w|\.\d)(?::\d{2,5}(?!\d))?`, "g");
/** Every IPv6 address has two colons this close together; most texts do not. */
const V6_SIGN = /:[0-9a-f]{0,4}:/i;
const V6 = /(?<![\w:.])[0-9a-f:]{2,39}(?:(?<=:)(?:\d{1,3}\.){3}\d{1,3})?(?![\w:]|\.\d)(?:%[a-z0-9]{1,15})?/gi;
/** Loopback and unspecified addresses, which identify nobody. */
const NOBODY = /^(?:127\.|0\.0\.0\.0$|255\.255\.|::1?$)/;
const NUMBERING =
  /(?:\bv|version|release|build|firmware|driver|section|chapter|§|kapitel|abschnitt|ziffer|clause|table|figure) ?$/i;
const NUMBERING_CHARACTERS = 15;
/** `1.2.3.4` may as well be a version. */
const LIKE_A_VERSION = /^\d\.\d{1,2}\.\d{1,2}\.\d{1,2}$/;
const NETWORK =
  /(?:\bip\b|\bdns\b|host|server|router|gateway|ping|ssh|adresse?|from|via|connect|login|block|allow|@|\/\/)[^\n]{0,20}$/i;
const NETWORK_CHARACTERS = 30;

export const findIpAddresses = (text: string): Span[] =>
  [
    ...[...text.matchAll(V4)].filter(({ 0: written, index }) => isV4(text, written, index)),
    ...(V6_SIGN.test(text) ? [...text.matchAll(V6)] : []).filter(([written]) => isV6(written)),
  ].map(({ 0: written, index }) => ({ start: index, end: index + written.length }));

function isV4(text: string, written: string, start: number): boolean {
  if (NOBODY.test(written)) return false;
  const isNetwork =
    isCued(text, start, NETWORK_CHARACTERS, NETWORK) ||
    /:/.test(written) ||
    /^\/\d/.test(text.slice(start + written.length));
  if (LIKE_A_VERSION.test(written)) return isNetwork;
  return !isCued(text, start, NUMBERING_CHARACTERS, NUMBERING);
}

/** `10:20:30` is a time and `a:b` is not an address: a real one has a double colon or eight parts, and a digit. */
const isV6 = (written: string): boolean =>
  /\d/.test(written) && !NOBODY.test(written) && URL.canParse(`http://[${written.replace(/%.*/, "")}]/`);
