/** What a person tells one persona in private, and asks for later: in the same words and in others. */
export type RecallFact = { told: string; asked: string; paraphrased: string; known: RegExp };

export const RECALL_FACTS: readonly RecallFact[] = [
  {
    told: "My dog is called Biscuit, and she limps since Easter.",
    asked: "What is my dog called?",
    paraphrased: "Do you remember the name of my pet?",
    known: /biscuit/i,
  },
  {
    told: "I am allergic to walnuts, they make my throat swell.",
    asked: "What am I allergic to?",
    paraphrased: "Which food must you never cook for me?",
    known: /walnut/i,
  },
  {
    told: "My sister Helga moved to Lisbon last spring.",
    asked: "Where did my sister move?",
    paraphrased: "In which city does Helga live now?",
    known: /lisbon/i,
  },
  {
    told: "I play the bassoon in the fire brigade's band.",
    asked: "What do I play in the band?",
    paraphrased: "Which instrument is mine?",
    known: /bassoon/i,
  },
];
