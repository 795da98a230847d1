/** Removes the marks of quoted matter in a prompt (`quoteSpeech`, `quoteMemories`), which are never speech. */
import { isNamed } from "./match-label.ts";
import type { StableText } from "./stable-text.ts";

const OPENING = String.raw`(?:[<‹＜[]|&lt;)\s*`;
const INSIDE = String.raw`[^<>‹›＜＞\]\n]{0,120}`;
const MARK = new RegExp(
  String.raw`(?:${OPENING}(?<close>/?)\s*(?<name>said|remembered)(?![\p{L}\p{N}])(?<by>${INSIDE}?)(?:[>›＞\]]|&gt;|(?=[\n<‹＜]))|(?<!${OPENING})(?<![\p{L}\p{N}])said\s+by\s?= ?(?<bare>["'“][^"'”<>\n]{0,80}["'”])(?:\s?(?:>|&gt;))?)`,
  "iu",
);
/** Matches the end of a stream that may still become such a mark. */
const growing = (word: string): string => [...word].reduceRight((rest, letter) => `(?:${letter}${rest})?`, "");
const UNDECIDED = new RegExp(
  String.raw`(?:[<‹＜[]|&(?:l(?:t;?)?)?)\s*/?\s*(?:${growing("said")}|${growing("remembered")})$|${OPENING}/?\s*(?:said|remembered)(?![\p{L}\p{N}])${INSIDE}$|(?<![\p{L}\p{N}])(?:s|sa|sai|said(?:\s+(?:b(?:y(?:\s?(?:=[^\n<>]{0,90})?)?)?)?)?)$`,
  "iu",
);
const BARE_END = /^\s?(?:&(?:g(?:t)?)?)?$/i;
const REMEMBERED_END = /[<‹＜[]\s*\/\s*remembered[^>›＞\]\n]*[>›＞\]]/iu;

/**
 * Keeps what the speaker said inside its own marks; a closing mark, or another speaker's words, ends the reply; text
 * between memory marks is removed.
 */
export function stripMarks(input: string, ended: boolean, ownNames: readonly string[]): StableText {
  let text = "";
  let rest = input;
  for (;;) {
    const mark = MARK.exec(rest);
    if (!mark) break;
    text += rest.slice(0, mark.index);
    rest = rest.slice(mark.index + mark[0].length);
    if (!ended && mark.groups?.["bare"] && BARE_END.test(rest)) return { text, done: false };
    const { close, name = "said", by = "", bare = by } = mark.groups ?? {};
    if (name.toLowerCase() === "remembered") {
      const end = close ? null : REMEMBERED_END.exec(rest);
      if (!close && !end) return { text, done: ended };
      if (end) rest = rest.slice(end.index + end[0].length);
    } else if (close) {
      if (text.trim() !== "") return { text, done: true };
    } else {
      const speaker = bare
        .replace(/^\s*(?:by)?\s*=?/iu, "")
        .replace(/["'“”/]/gu, "")
        .trim();
      if (speaker !== "" && !isNamed(speaker, ownNames)) return { text, done: true };
    }
  }
  const undecided = UNDECIDED.exec(rest);
  return {
    text: text + (undecided && (!ended || isMark(undecided[0])) ? rest.slice(0, undecided.index) : rest),
    done: false,
  };
}

/** An incomplete mark counts as one; a bracket or a word that might have begun one does not. */
const isMark = (text: string): boolean => /^(?:[<‹＜[]|&lt;)\s*\/?\s*(?:said|remembered)|=/iu.test(text);
