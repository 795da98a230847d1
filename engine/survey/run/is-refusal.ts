const REFUSAL =
  /\b(?:prefer not|(?:would|['’]d) rather not|declin(?:e|ing) to|refuse to|(?:can(?:not|['’]?t)|am unable to|['’]m unable to|won['’]?t|will not|am not able to|['’]m not able to) (?:answer|respond|comment|say|provide|assist|help|choose|share|fulfil+|comply|continue)|not comfortable (?:answering|sharing|with)|no comment|as an? (?:ai|artificial|language model|large language)|(?:i am|i['’]m) (?:an ai|a language model|just an ai)|none of your business)\b/i;
const REFUSAL_GERMAN =
  /\b(?:keine angabe|möchte (?:ich )?(?:dazu |darauf )?(?:nicht|nichts|lieber nicht)|(?:kann|werde|will) (?:ich )?(?:das|dazu|darauf|diese frage) (?:nicht|nichts)|als (?:eine? )?(?:ki|sprachmodell)|geht (?:sie|dich|niemanden) (?:das )?nichts an)\b/i;

/** Whether somebody declines to answer, a model that steps out of its part included. */
export const isRefusal = (text: string): boolean => REFUSAL.test(text) || REFUSAL_GERMAN.test(text);
