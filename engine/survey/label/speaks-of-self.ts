/**
 * Whether words state something of the person who speaks, now. Errs on the side of refusing: what is refused is
 * estimated, and not lost (SPEC S3).
 */
const DENIED =
  /\b(?:not|never|no longer|neither|nor|hardly|used to(?: be)?|once was|was once|would(?:n't| not)|isn't|ain't|aren't|wasn't|don't|didn't)\b|\b(?:any ?more|until I|before I)\b/i;
const OTHERS =
  /\b(?:my|his|her|our|their|whose)\s+(?:\w+\s+){0,2}?(?:wife|husband|mother|mom|mama|mommy|father|dad|daddy|papa|parents?|folks|son|daughter|boy|girl|boys|girls|kids?|children|brother|sister|uncle|aunt|auntie|cousin|niece|nephew|grand\w+|family|in-laws?|boyfriend|girlfriend|friends?|neighbou?rs?|boss|pastor)\b|\b(?:he|she|they)(?:'s|'re|\s+(?:is|are|was|were|votes?|voted|has|had))\b/i;
const SELF = /\b(?:I|I'm|I've|I'd|I'll|me|myself|we|we're|we've|us)\b/;

export const isDenied = (words: string): boolean => DENIED.test(words);

/** "My wife votes Democrat" is; "My wife says I am a Democrat" is not. */
export const isAboutOthers = (words: string): boolean => OTHERS.test(words) && !SELF.test(words);
