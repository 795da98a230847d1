/** What an utterance without names asks from the circle. */
export type Cue =
  /** Invites those who have said least: "what do the others think?" */
  | "invites-everyone"
  /** Likewise, but not those it just spoke to: "does anybody else have a view?" */
  | "invites-others"
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

const INVITES_OTHERS =
  /\b(?:any(?:one|body)|some(?:one|body)|who) else\b|\b(?:the )?(?:others|rest of you)\b|\b(?:now|rather|instead)[, ]+some(?:one|body)\b|\bsonst (?:jemand|wer|noch)\b|\b(?:jemand|wer) (?:anders|anderes|sonst)\b|\bdie anderen\b|还有谁|還有誰|其他人|别人|別人|他の[人方]|ほかの[人方]|다른 분/iu;
/** A person wants a moment without an answer. */
const ASKS_FOR_QUIET =
  /\b(?:hang on|hold on|(?:one|just a|wait a|give (?:me|us) a) (?:moment|second|sec|minute)|bear with (?:me|us)|(?:quiet|silence)\b[^.!?]*\bplease|let me (?:think|read|finish)|i['’]?(?: a)?m still (?:reading|thinking|typing|writing)|moment(?: mal| bitte)?[,.!…]|warte(?:t)? (?:mal|kurz|bitte|einen)|(?:kurz|bitte) ruhe|lass(?:t)? mich (?:kurz )?(?:nachdenken|lesen|ausreden)|ich lese noch|ich denke noch)(?!\p{L})|等一下|稍等|等等|让我想|讓我想|ちょっと待って|少し待って|お待ちください|考えさせて|잠깐만|잠시만|기다려/iu;

export const asksForQuiet = (text: string): boolean => ASKS_FOR_QUIET.test(text) && !asksSomething(text);

export function readCue(text: string): Cue {
  if (INVITES_OTHERS.test(text)) return "invites-others";
  if (INVITES.test(text) || INVITES_UNSPACED.test(text)) return "invites-everyone";
  if (FOLLOWS_UP.test(text) || FOLLOWS_UP_UNSPACED.test(text) || BARE_QUESTION.test(text.trim())) return "follows-up";
  return "none";
}

export const asksSomething = (text: string): boolean => /[?？؟]|[吗嗎呢]\s*$|[すま]か。?\s*$/u.test(text);

export const speaksToYou = (text: string): boolean =>
  /\b(?:you|your|yours|du|dir|dich|dein\p{L}*|Sie|Ihnen|Ihr\p{L}*)\b|[你您]|あなた|당신|너/u.test(text);
