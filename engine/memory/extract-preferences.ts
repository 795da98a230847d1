/** What people say they like, need or cannot stand, in their own words. */
import { splitSentences } from "../text/split-sentences.ts";

const STATES_PREFERENCE = [
  /\bI(?:'m| am)? (?:really |absolutely |always |usually |also |much |do )*(?:prefer|like|love|enjoy|adore|hate|dislike|detest|can't stand|cannot stand|don't like|do not like|don't eat|do not eat|don't drink|do not drink|can't eat|am allergic to|allergic to|fond of|a vegetarian|vegetarian|a vegan|vegan)\b[^.!?;]*/iu,
  /\bmy favou?rite\b[^.!?;]*\bis\b[^.!?;]*/iu,
  /\b(?:[Pp]lease )?call me \p{Lu}\p{L}+/u,
  /\bich (?:mag|liebe|hasse|bevorzuge|esse kein\p{L}*|trinke kein\p{L}*|vertrage kein\p{L}*|bin (?:allergisch|vegetarier\p{L}*|veganer\p{L}*)|(?:\p{L}+ ){0,3}lieber)\b[^.!?;]*/iu,
  /\bmein\p{L}* Lieblings\p{L}+ (?:ist|sind)\b[^.!?;]*/iu,
];
/** About something in this talk, not a general preference: "I love that", "I like your idea", "I like how you …". */
const ABOUT_THIS_TALK =
  /\b(?:like|love|prefer|hate|enjoy|mag|liebe|hasse) (?:that|this|it|how|what|when|the idea|the way|your|you|to (?:ask|know|say|hear)|das|dies\p{L}*|wie|dein\p{L}*|ihr\p{L}*|die idee)\b/iu;
const MIN_WORDS = 3;

/** The clauses that state one, trimmed. Questions state nothing. */
export function extractPreferences(text: string): string[] {
  return splitSentences(text.replaceAll("’", "'"))
    .filter((sentence) => !sentence.trim().endsWith("?"))
    .flatMap((sentence) => {
      const clause = STATES_PREFERENCE.map((pattern) => pattern.exec(sentence)?.[0])
        .find(Boolean)
        ?.trim();
      return clause && clause.split(/\s+/).length >= MIN_WORDS && !ABOUT_THIS_TALK.test(clause) ? [clause] : [];
    });
}
