/** What an utterance without names asks from the circle. */
export type Cue =
  /** Invites those who have said least: "what do the others think?" */
  | "invites-everyone"
  /** Turns back to the one who spoke before: "what do you mean?", "go on", "that is not true". */
  | "follows-up"
  | "none";

const INVITES =
  /\b(?:every(?:one|body)|any(?:one|body)(?: else)?|somebody else|someone else|the (?:rest|others)|others|go (?:a)?round|round the table|each of you|all of you|rest of you|not heard|who else|what do (?:we|you all) think|alle(?:n|r)?|jede(?:r|n)|die anderen|noch (?:wer|jemand)|jemand anders|reihum)\b/iu;
const INVITES_UNSPACED =
  /大家|各位|还有谁|還有誰|其他人|别的人|みなさん|皆さん|他の[人方]|誰か|여러분|모두|다른 분|누구/u;
const FOLLOWS_UP_UNSPACED =
  /你是说|你是說|什么意思|什麼意思|继续|繼續|真的吗|真的嗎|比如|どういう意味|続けて|本当|例えば|무슨 뜻|계속|정말|예를 들/u;
const FOLLOWS_UP =
  /\b(?:what do you mean|you (?:said|told|mean|claim|mentioned|just)|go on|go ahead|carry on|continue|how so|says who|do you (?:have|mean)|have you ever|are you (?:sure|saying|serious)|can you (?:explain|say more|give)|say more|tell me more|for example|such as|is that (?:so|true)|not true|that is (?:one|wrong|nonsense)|that's (?:one|wrong|nonsense)|why is that|(?:where|what) is (?:the|your) evidence|was (?:meinen sie|meinst du)|(?:hast|haben) (?:du|sie) (?:gesagt|doch)|erzähl (?:weiter|mehr)|weiter|zum beispiel|das stimmt nicht|wirklich)\b/iu;
const BARE_QUESTION =
  /^(?:\W*(?:and|but|so|und|aber)?\s*)?(?:why|how|really|what|since when|warum|wieso|wie|echt|seit wann)\b[^?]{0,12}\?/iu;

export function readCue(text: string): Cue {
  if (INVITES.test(text) || INVITES_UNSPACED.test(text)) return "invites-everyone";
  if (FOLLOWS_UP.test(text) || FOLLOWS_UP_UNSPACED.test(text) || BARE_QUESTION.test(text.trim())) return "follows-up";
  return "none";
}

export const asksSomething = (text: string): boolean => /[?？؟]|[吗嗎呢]\s*$|[すま]か。?\s*$/u.test(text);

export const speaksToYou = (text: string): boolean =>
  /\b(?:you|your|yours|du|dir|dich|dein\p{L}*|Sie|Ihnen|Ihr\p{L}*)\b|[你您]|あなた|당신|너/u.test(text);
