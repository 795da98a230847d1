import { findAll, findValues } from "./matched-span.ts";
import type { Span } from "./personal-data.ts";

/** Keys that tell by their shape whose they are. */
const SHAPES = [
  /-----BEGIN [A-Z ]{0,30}PRIVATE KEY-----[\s\S]{0,10000}?(?:-----END [A-Z ]{0,30}PRIVATE KEY-----|$)/g,
  /(?<!\w)(?:sk|pk|rk|key|whsec|dop_v1|gsk|hf|npm|pypi|gh[pousr]|github_pat|glpat|xox[abprs]|xapp)[-_](?=[\w-]*\d)[\w-]{16,}/g,
  /(?<!\w)(?:AKIA|ASIA)[0-9A-Z]{16}(?!\w)/g,
  /(?<!\w)(?:AIza[\w-]{35}|ya29\.[\w-]{20,})/g,
  /(?<!\w)SG\.[\w-]{16,}\.[\w-]{16,}/g,
  /(?<!\w)eyJ[\w-]{8,}\.[\w-]{8,}(?:\.[\w-]{4,})?/g,
];
const VALUES = [
  /(?<!\w)(?:Bearer|Basic)\s+(?<value>(?=\S*\d)[A-Za-z0-9._~+/=-]{12,})/dgi,
  /(?<!\w)[a-z][a-z0-9+.-]{1,20}:\/\/[^\s/:@]{1,64}:(?<value>[^\s/@]{1,128})@/dgi,
  /(?<!\w)(?:password|passwort|passwd|pwd|passphrase|kennwort|passcode|pass|pin(?:[ -]?code)?|(?:door|access|gate|alarm|unlock|entry) code|(?:tür|zugangs|alarm)code)\s{0,2}(?:is|ist|lautet|war|was|:|=)\s{0,2}["'„“`]?(?<value>(?=\S{0,40}[\d!@#$%^&*_+=?]\S|\S{0,40}\d)[^\s"'“”`,;]{3,63}[^\s"'“”`,;.?)])/dgi,
];
const NEAR_KEY_WORD =
  /(?:key|token|secret|credential|auth|schlüssel|geheimnis|zugangscode|signature)(?:[^\w\n]|_)[^\n]{0,40}?(?<value>(?<![\w+/-])(?=[A-Za-z0-9+/_-]*\d)(?=[A-Za-z0-9+/_-]*[A-Za-z])[A-Za-z0-9+/_-]{16,200}={0,2})/dgi;
const LEAST_BITS_PER_CHARACTER = 3.2;

export const findSecrets = (text: string): Span[] => [
  ...SHAPES.flatMap((pattern) => findAll(text, pattern)),
  ...VALUES.flatMap((pattern) => findValues(text, pattern)),
  ...findValues(text, NEAR_KEY_WORD).filter(
    ({ start, end }) => bitsPerCharacter(text.slice(start, end)) >= LEAST_BITS_PER_CHARACTER,
  ),
];

/** Shannon entropy of its characters. */
function bitsPerCharacter(text: string): number {
  const counts = new Map<string, number>();
  for (const character of text) counts.set(character, (counts.get(character) ?? 0) + 1);
  return [...counts.values()].reduce((bits, count) => bits - (count / text.length) * Math.log2(count / text.length), 0);
}
