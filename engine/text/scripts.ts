/** Printable ASCII and white space: most English text, which needs no Unicode tables. */
export const ASCII = /^[\x20-\x7e\s]*$/;

/** Scripts without spaces between words, as the content of a character class (flag v). */
export const UNSPACED = String.raw`\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー々\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}`;

/** … and Korean, whose words have endings that other scripts would separate. */
export const JOINED = String.raw`${UNSPACED}\p{Script=Hangul}`;
