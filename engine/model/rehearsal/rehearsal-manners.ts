/**
 * How the rehearsal voice lets the intensity of a trait be heard (SPEC M3). It understands no more of a trait than its
 * name, as the prompt gives it with its degree. `{words}` stands for words of the conversation.
 */
export type Manner = {
  /** How a word of the trait's name may begin. */
  names: RegExp;
  /** Said when there is hardly any of it, when there is some, and when there is much. */
  little: string;
  some: string;
  much: string;
};

const EN: readonly Manner[] = [
  {
    names: /^(?:curio|inquisit|interest)/i,
    little: "I need no more than that.",
    some: "Tell me more about “{words}”.",
    much: "Why “{words}”, and since when? I wonder what lies behind it.",
  },
  {
    names: /^(?:s[ck]epti|doubt|critical|mistrust)/i,
    little: "I take your word for it.",
    some: "I am not sure that holds for “{words}”.",
    much: "I doubt it, so show me proof of “{words}”, for a claim is no evidence.",
  },
  {
    names: /^(?:optimis|hope|enthus|cheer|passion|ideal|urgen)/i,
    little: "It may turn out one way or the other.",
    some: "I hope to see “{words}” come true.",
    much: "I love “{words}”, what a wonderful thing, and I hope to see it soon!",
  },
  {
    names: /^(?:pessim|gloom|worr|anxi|fear)/i,
    little: "It does not keep me awake.",
    some: "I worry about “{words}”.",
    much: "I am afraid “{words}” ends badly, for we lose, we fail, and then it gets worse.",
  },
  {
    names: /^(?:warm|empath|kind|caring|friend|compass|gentle|generos|loyal)/i,
    little: "That is yours to settle.",
    some: "I understand why “{words}” matters to you.",
    much: "Thank you, dear, I feel with you about “{words}”, and we will manage it together.",
  },
  {
    names: /^(?:preci|rigou?r|analy|logic|exact|fair|method|rational)/i,
    little: "Roughly will do.",
    some: "I say so because “{words}” can be measured.",
    much: "First count “{words}”, second compare the numbers, for the data decide.",
  },
  {
    names: /^(?:imagin|creativ|playful|invent|whims)/i,
    little: "I see what is there.",
    some: "I have an idea about “{words}”.",
    much: "Imagine “{words}” as if it were a dream in colour that we could draw.",
  },
  {
    names: /^(?:iron|humou?r|wit$|witty|sarcas|funny)/i,
    little: "I mean it as I say it.",
    some: "I had to laugh at “{words}”.",
    much: "Ha, “{words}” is a joke, clearly, and a funny one.",
  },
  {
    names: /^(?:candou?r|candid|honest|frank|direct|blunt|sincer)/i,
    little: "One could put it kindly.",
    some: "Honestly, “{words}” is not my taste.",
    much: "To be clear, and frankly, “{words}” is nonsense, and that is the plain truth.",
  },
  {
    names: /^(?:pruden|cauti|careful|reserv|humil|humble|modest)/i,
    little: "I would go ahead.",
    some: "Perhaps “{words}” needs another look.",
    much: "Careful now, “{words}” might be a risk, so let us wait, slowly, and maybe not yet.",
  },
  {
    names: /^(?:ambiti|confiden|self-|bold|courag|determin|proud|decisi)/i,
    little: "Others may do it.",
    some: "I will see “{words}” through.",
    much: "I know that we must win “{words}”, no doubt, and certainly the best of it.",
  },
  {
    names: /^(?:stubborn|combat|contrar|impatien|scorn|rebel|argument|compet)/i,
    little: "I can give way.",
    some: "But “{words}” leaves me unmoved.",
    much: "No, I insist that “{words}” is wrong, as it always was, and I never give in.",
  },
  {
    names: /^(?:practic|pragma|order|focus|disciplin|organi|efficien|reliab)/i,
    little: "It will sort itself out.",
    some: "What works for “{words}” is enough.",
    much: "A simple plan for “{words}”, step by step, with a list and a deadline by Friday.",
  },
  {
    names: /^(?:patien|calm|reflect|thoughtful|wise|wisdom|philosoph)/i,
    little: "Let us be quick.",
    some: "There is time for “{words}”.",
    much: "Let us think about “{words}” slowly, and wait, for in the end time tells, as in life.",
  },
];

const DE: readonly Manner[] = [
  {
    names: /^(?:neugier|wissbegier|curio|inquisit)/i,
    little: "Mehr brauche ich nicht.",
    some: "Erzähl mir mehr von „{words}“.",
    much: "Warum „{words}“, und wieso gerade jetzt? Das finde ich spannend.",
  },
  {
    names: /^(?:skepti|zweif|kritisch|misstrau|s[ck]epti)/i,
    little: "Das glaube ich gern.",
    some: "Bei „{words}“ bin ich nicht überzeugt.",
    much: "Daran zweifle ich, denn wo ist der Beweis für „{words}“, das gibt es doch kaum.",
  },
  {
    names: /^(?:optimis|hoffnung|begeist|fröhlich|leidenschaft|hope|enthus|cheer|passion)/i,
    little: "Es kommt, wie es kommt.",
    some: "Ich hoffe auf „{words}“.",
    much: "Auf „{words}“ freue ich mich, das wird wunderbar, ja großartig!",
  },
  {
    names: /^(?:warm|herzlich|einfühl|freundlich|fürsorg|hilfsbereit|treu|empath|kind|caring|friend|gentle|loyal)/i,
    little: "Das musst du wissen.",
    some: "Ich verstehe, was dir „{words}“ bedeutet.",
    much: "Danke, ich fühle mit dir bei „{words}“, und gemeinsam helfen wir einander.",
  },
  {
    names: /^(?:vorsicht|behutsam|zurückhalt|zöger|bescheiden|pruden|cauti|careful|humil|modest)/i,
    little: "Ich würde losgehen.",
    some: "Vielleicht braucht „{words}“ noch einen Blick.",
    much: "Vorsichtig, „{words}“ könnte ein Risiko sein, also warten wir, langsam und noch nicht heute.",
  },
];

/** For a trait that none of these is. */
const OTHER: Record<"en" | "de", (trait: string) => Omit<Manner, "names">> = {
  en: (trait) => ({
    little: "Take it as it is.",
    some: `There is some ${trait} in how I see “{words}”.`,
    much: `My ${trait} decides it, for without ${trait}, all my ${trait}, I could not speak of “{words}”.`,
  }),
  de: (trait) => ({
    little: "Nimm es, wie es ist.",
    some: `Etwas ${trait} ist dabei, wenn ich an „{words}“ denke.`,
    much: `${trait} und wieder ${trait}, denn wer viel ${trait} hat, sieht „{words}“ mit anderen Augen.`,
  }),
};

export const mannerOf = (trait: string, language: "en" | "de"): Omit<Manner, "names"> => {
  const words = trait.split(/\s+/);
  const known = (language === "de" ? DE : EN).find(({ names }) => words.some((word) => names.test(word)));
  return known ?? OTHER[language](trait);
};
