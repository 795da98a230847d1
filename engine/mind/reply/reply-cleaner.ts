/** Cleans a reply while it streams: returns only text that will be kept, so that what was shown is what is stored. */
import { endsSentence } from "../../text/split-sentences.ts";
import { cleanReply } from "./clean-reply.ts";
import type { OwnWordsFrame } from "./keep-own-words.ts";

export interface ReplyCleaner {
  /** Returns the newly kept text; often "". */
  push(rawDelta: string): string;
  /** Returns the rest of the kept text. A reply cut off by its token limit ends on a whole sentence, or on "…". */
  end(isCutOff: boolean): string;
  /** All text returned so far. */
  text(): string;
  /** Whether the rest of the stream is not needed. */
  isComplete(): boolean;
}

export function createReplyCleaner(frame: OwnWordsFrame): ReplyCleaner {
  let raw = "";
  let shown = "";
  let complete = false;
  const show = (text: string): string => {
    const added = text.slice(shown.length);
    shown = text;
    return added;
  };
  return {
    push(rawDelta) {
      if (complete) return "";
      raw += rawDelta;
      const reply = cleanReply(raw, false, frame);
      complete = reply.complete;
      return show(reply.text);
    },
    end(isCutOff) {
      const reply = cleanReply(raw, true, frame);
      complete = true;
      return show(
        isCutOff && !endsWhole(reply.text) ? closeCutOff(reply.text, reply.wholeLength, shown.length) : reply.text,
      );
    },
    text: () => shown,
    isComplete: () => complete,
  };
}

const endsWhole = (text: string): boolean => text === "" || endsSentence(text);

/** Cuts back to the last whole sentence if nothing later was shown; otherwise to the last whole word, marked as unfinished. */
function closeCutOff(text: string, wholeLength: number, shownLength: number): string {
  if (wholeLength > 0 && shownLength <= wholeLength) return text.slice(0, wholeLength).trimEnd();
  const lastSpace = text.lastIndexOf(" ");
  const kept = text.slice(0, Math.max(shownLength, lastSpace));
  return `${kept.replace(/[\s,;:–—-]+$/u, (mark, at: number) => (at >= shownLength ? "" : mark))}…`;
}
