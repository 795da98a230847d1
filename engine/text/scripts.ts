/** Letters, digits and signs of ASCII, and spaces: most of what is said in English, which needs no table of Unicode. */
export const ASCII = /^[\x20-\x7e\s]*$/;

/** Scripts in which words stand without spaces, as the inside of a character class (flag v). */
export const UNSPACED = String.raw`\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー々\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}`;

/** … and Korean, whose words carry endings that other scripts would set apart. */
export const JOINED = String.raw`${UNSPACED}\p{Script=Hangul}`;
