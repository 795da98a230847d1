/** Removes stage directions between asterisks, and Markdown marks that a voice does not speak. */
import type { StableText } from "./stable-text.ts";

const LONGEST_DIRECTION = 200;
/** Words for gestures: a span that begins with one is a direction even within a sentence. */
const GESTURE =
  /^(?:(?:he|she|they|er|sie) )?(?:\p{L}+(?:ly|end) )?(?:smil|nod|laugh|sigh|grin|chuckl|shrug|paus|lean|wink|look|gaz|glanc|gestur|wave|waving|point|clap|bow|think|whisper|mutter|giggl|frown|rais|cross|fold|scratch|strok|tap|clear|step|turn|sit|stand|hold|put|take|adjust|rub|shake|tilt|lächel|nick|lach|seufz|grins|zuck|schau|blick|überleg|flüster|räusper|wink|zeig|lehn|schüttel)\p{L}*/iu;

/** Removes `*nods*`, keeps the words of `*really*` and `**really**`, and turns a list bullet into a dash. */
export function stripDirections(input: string, ended: boolean): StableText {
  let text = "";
  let at = 0;
  while (at < input.length) {
    const star = input.indexOf("*", at);
    if (star < 0) return { text: text + input.slice(at), done: false };
    text += input.slice(at, star);
    const isLast = star + 1 >= input.length;
    if (isLast && !ended) return { text, done: false };
    if (input[star + 1] === "*") {
      at = star + 2;
      continue;
    }
    if (/\s/.test(input[star + 1] ?? "") && /(?:^|\n)\s*$/.test(text)) {
      text += "-";
      at = star + 1;
      continue;
    }
    const rest = input.slice(star + 1, star + 1 + LONGEST_DIRECTION);
    const close = rest.search(/[*\n]/);
    if (close < 0 && !ended && rest.length < LONGEST_DIRECTION) return { text, done: false };
    const span = close >= 0 && rest[close] === "*" ? rest.slice(0, close) : null;
    if (span === null) {
      at = star + 1;
      continue;
    }
    if (!isDirection(span, text)) text += span;
    at = star + 1 + span.length + 1;
  }
  return { text, done: false };
}

/** Between sentences a span in lower case is a direction; elsewhere only if it describes a gesture. */
function isDirection(span: string, before: string): boolean {
  const betweenSentences = /(?:^|[.!?…:"”»\n])\s*$/u.test(before);
  return GESTURE.test(span) || (betweenSentences && /^\p{Ll}/u.test(span));
}
