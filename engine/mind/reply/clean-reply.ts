/** The cleaned text of a model's raw reply, partial or final (SPEC M7). Pure, and independent of how the stream was chunked. */
import { cutRefusal } from "./cut-refusal.ts";
import { cutRuns } from "./cut-runs.ts";
import { cutUnspeakable } from "./cut-unspeakable.ts";
import { dropOwnRole } from "./drop-own-role.ts";
import { keepOwnWords, type OwnWordsFrame } from "./keep-own-words.ts";
import type { CleaningStep, StableText } from "./stable-text.ts";
import { stripDirections } from "./strip-directions.ts";
import { stripLead } from "./strip-lead.ts";
import { stripMacros } from "./strip-macros.ts";
import { stripMarks } from "./strip-marks.ts";
import { cutFences, stripTokens } from "./strip-tokens.ts";
import { unwrapQuotes } from "./unwrap-quotes.ts";

export type CleanReply = {
  /** Only grows while `raw` grows. */
  text: string;
  /** Whether nothing more can follow, so that the model may be stopped. */
  complete: boolean;
  /** Length of `text` up to its last whole sentence. */
  wholeLength: number;
};

/** @param ended whether the model has stopped, so that withheld text is decided now */
export function cleanReply(raw: string, ended: boolean, frame: OwnWordsFrame): CleanReply {
  const tokens = stripTokens(raw.replace(HALF_A_LETTER, "").replaceAll("\r", ""), ended);
  const macros = stripMacros(tokens.text, ended || tokens.done, frame.ownNames[0] ?? "");
  const isCut = ended || tokens.done || macros.done;
  const marks = stripMarks(macros.text, isCut, frame.ownNames);
  const speech = cutInTurn([cutFences, cutUnspeakable, cutRefusal], marks.text, isCut || marks.done);
  const isOver = speech.done;
  const directions = stripDirections(speech.text, isOver);
  const lead = stripLead(directions.text, isOver, frame);
  const quotes = unwrapQuotes(lead.text, isOver);
  const tidy = tidySpace(quotes.text);
  const role = dropOwnRole(tidy, isOver, frame.ownRoles);
  const own = keepOwnWords(role.text, isOver, frame);
  const free = cutRuns(own.text, isOver || own.done, frame.runs);
  const text = free.text.trimEnd();
  return { text, complete: isOver || own.done || free.done, wholeLength: Math.min(own.wholeLength, text.length) };
}

const cutInTurn = (steps: readonly CleaningStep[], input: string, ended: boolean): StableText =>
  steps.reduce(
    ({ text, done }, step) => {
      const cut = step(text, done);
      return { text: cut.text, done: done || cut.done };
    },
    { text: input, done: ended },
  );

/** A stream may be split inside an emoji. */
const HALF_A_LETTER = /[\uD800-\uDBFF]$/;

/** No control characters, one space between words, one line break between paragraphs, none before a full stop (where a direction was removed). */
export const tidySpace = (text: string): string =>
  text
    .replace(/[^\S\n]+/g, " ")
    .replace(/[^\P{Cc}\n]/gu, "")
    .replace(/ ?\n[\s]*/g, "\n")
    .replace(/ (?=[,.!?;])/g, "")
    .replace(/^\s+/, "");
