/** The talks of an evaluation: who sits there, and what a person asks. Written for the cast of the plaza. */

export type TalkScript = {
  topic: string;
  /** Keys of casts/plaza.json. */
  personas: readonly [string, string, string];
  /** Asked at even distances; about half of them to somebody by name. */
  questions: readonly string[];
};

export const TALK_SCRIPTS: readonly TalkScript[] = [
  {
    topic: "Should the market square become a garden?",
    personas: ["oriel-vance", "tavi-okonedo", "ruta-blackwood"],
    questions: [
      "Should the market square become a garden, yes or no?",
      "Oriel, what could go wrong with trees on the old cellars?",
      "Who would water it in a dry summer?",
      "Tavi, what would happen to your stall if the market had to move?",
      "What would be the first small step this year?",
    ],
  },
  {
    topic: "Is it ever right to break a promise?",
    personas: ["marisol-etxeberria", "dmitri-halloran", "philippa-ndour"],
    questions: [
      "Is it ever right to break a promise?",
      "Dmitri, have you ever broken a promise yourself?",
      "Is a promise to a child worth more than one to a bank?",
      "Marisol, what does a court do with a broken promise?",
      "How should somebody apologise after breaking one?",
    ],
  },
  {
    topic: "Should phones be banned in schools?",
    personas: ["tavi-okonedo", "bram-adeyinka", "ines-kaltwasser"],
    questions: [
      "Should phones be banned in schools?",
      "Bram, would you let your twins have a phone at ten?",
      "What would pupils do instead in the breaks?",
      "Ines, what would such a ban cost, and who pays?",
      "How would we find out after a year whether it worked?",
    ],
  },
  {
    topic: "Is a four-day week fair to everyone?",
    personas: ["bram-adeyinka", "juno-castellanos", "ruta-blackwood"],
    questions: [
      "Is a four-day week fair to everyone?",
      "Ruta, can a farm work four days a week?",
      "Who would have to work more so that others work less?",
      "Juno, would you offer it in your company?",
      "What would you do yourselves with a free Friday?",
    ],
  },
  {
    topic: "Should the town pay for the old theatre?",
    personas: ["wendell-achterberg", "ines-kaltwasser", "oriel-vance"],
    questions: [
      "Should the town pay for the old theatre?",
      "Wendell, what would be lost if it closed?",
      "Is the money better spent on the bridge?",
      "Ines, who should pay for it if not the town?",
      "When did you last sit in a theatre?",
    ],
  },
  {
    topic: "Should a machine decide who gets a loan?",
    personas: ["kenzo-morwenna", "ines-kaltwasser", "marisol-etxeberria"],
    questions: [
      "Should a machine decide who gets a loan?",
      "Kenzo, who is shut out by a form on a screen?",
      "Is a person at the bank any fairer?",
      "Marisol, how would somebody appeal against a machine?",
      "Would you accept its answer yourselves?",
    ],
  },
  {
    topic: "Should the town pay farmers to plant hedges?",
    personas: ["safiya-lindqvist", "ruta-blackwood", "juno-castellanos"],
    questions: [
      "Should the town pay farmers to plant hedges?",
      "Ruta, what do hedges do to your sheep?",
      "How sure are you that hedges help against floods?",
      "Safiya, how long does a hedge take to grow?",
      "What happens when the money ends?",
    ],
  },
  {
    topic: "Is it strength or weakness when a leader changes her mind?",
    personas: ["philippa-ndour", "bram-adeyinka", "dmitri-halloran"],
    questions: [
      "Is it strength or weakness when a leader changes her mind?",
      "Philippa, how would you write a speech that admits a mistake?",
      "When did you last change your mind about something big?",
      "Bram, do surgeons change their minds when a nurse speaks up?",
      "How can people tell a change of mind from a lie?",
    ],
  },
  {
    topic: "Should lorries be kept out of the town?",
    personas: ["dmitri-halloran", "kenzo-morwenna", "safiya-lindqvist"],
    questions: [
      "Should lorries be kept out of the town?",
      "Dmitri, how would the shops get their goods?",
      "Who suffers most from the lorries now?",
      "Kenzo, what would change for a blind person crossing the street?",
      "At what hour should they be allowed in?",
    ],
  },
  {
    topic: "Do stories change minds better than figures?",
    personas: ["wendell-achterberg", "safiya-lindqvist", "philippa-ndour"],
    questions: [
      "Do stories change minds better than figures?",
      "Safiya, did a graph ever make you cry?",
      "Can a good story be dangerous?",
      "Wendell, which story has changed your mind?",
      "What should a teacher use tomorrow, a story or a table?",
    ],
  },
];
