/** API keys: by their shape, their context, or because nobody writes such a word by hand. */
import { findAll, findValues } from "./matched-span.ts";
import type { Span } from "./personal-data.ts";

/** Keys with a recognisable shape. */
const SHAPES = [
  /-----BEGIN [A-Z ]{0,30}PRIVATE KEY-----[\s\S]{0,10000}?(?:-----END [A-Z ]{0,30}PRIVATE KEY-----|$)/g,
  /(?<!\w)(?:sk|pk|rk|key|whsec|dop_v1|gsk|hf|r8|npm|pypi|gh[pousr]|github_pat|glpat|xox[abeprs]|xapp|shp(?:at|ss|ca)|dckr_pat|lin_api|ntn|pplx|pat|sntrys|figd|hvs|dapi|sq0[a-z]{3})[-_](?=[\w-]{0,40}\d)[\w-]{16,256}/g,
  /(?<!\w)(?:AKIA|ASIA|AIDA|AROA)[0-9A-Z]{16}(?!\w)/g,
  /(?<!\w)(?:AIza[\w-]{35}|ya29\.[\w-]{20,256}|GOCSPX-[\w-]{20,60}|ATATT3x[\w-]{20,256}|AGE-SECRET-KEY-1[0-9A-Z]{20,80})/g,
  /(?<!\w)SG\.[\w-]{16,64}\.[\w-]{16,64}/g,
  /(?<!\w)eyJ[\w-]{8,4000}\.[\w-]{8,8000}(?:\.[\w-]{4,2000})?/g,
];
const KEY_WORD = String.raw`(?:key|token|secret|passw(?:or)?d|pwd|credential|auth|session|signature|cookie|schlüssel|geheimnis)`;
const PLACES = [
  // An HTTP header.
  /(?<!\w)(?:Bearer|Basic)\s{1,3}(?<value>(?=\S{0,200}\d)[A-Za-z0-9._~+/=-]{12,4000})/dgi,
  // The password in an address, or in a command.
  /:\/\/[^\s/:@]{0,64}:(?<value>[^\s/@]{1,128})@/dgi,
  /\s(?:-u|--user|-U)[ =]["']?[^\s:"']{1,64}:(?<value>[^\s"']{3,128})/dg,
  // Settings, fields and parameters: `api_key = …`, `"token": "…"`, `?sig=…`.
  new RegExp(
    String.raw`${KEY_WORD}[\w.-]{0,30}["']?\s{0,2}(?:=>|[=:])\s{0,2}["']?(?<value>(?=[^\s"',;&<>]{0,80}\d)[^\s"',;&<>]{7,512}[^\s"',;&<>.?!)\]])`,
    "dgi",
  ),
];
const NEAR_KEY_WORD = new RegExp(
  String.raw`${KEY_WORD}(?:[^\w\n]|_)[^\n]{0,40}?(?<value>(?<![\w+/-])(?=[A-Za-z0-9+/_-]{0,80}\d)(?=[A-Za-z0-9+/_-]{0,80}[A-Za-z])[A-Za-z0-9+/_-]{16,200}={0,2})`,
  "dgi",
);
/** Upper case, lower case and digits mixed, unlike words and hashes. */
const MIXED =
  /(?<![\w+/=.-])(?=[\w+/-]{0,60}[a-z])(?=[\w+/-]{0,60}[A-Z])(?=(?:[A-Za-z+/_-]{0,30}\d){3})[\w+/-]{28,256}={0,2}(?![\w+/.-])/g;
const LEAST_BITS_NEAR_KEY_WORD = 3.2;
const LEAST_BITS_ALONE = 4.2;

export const findKeys = (text: string): Span[] => [
  ...SHAPES.flatMap((pattern) => findAll(text, pattern)),
  ...PLACES.flatMap((pattern) => findValues(text, pattern)),
  ...findValues(text, NEAR_KEY_WORD).filter((span) => bitsPerCharacter(text, span) >= LEAST_BITS_NEAR_KEY_WORD),
  ...findAll(text, MIXED).filter((span) => bitsPerCharacter(text, span) >= LEAST_BITS_ALONE),
];

/** Shannon entropy of its characters. */
function bitsPerCharacter(text: string, { start, end }: Span): number {
  const counts = new Map<string, number>();
  for (const character of text.slice(start, end)) counts.set(character, (counts.get(character) ?? 0) + 1);
  const length = end - start;
  return [...counts.values()].reduce((bits, count) => bits - (count / length) * Math.log2(count / length), 0);
}
