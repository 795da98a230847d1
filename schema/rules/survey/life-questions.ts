/**
 * The life interview (SPEC S2): ten questions of our own over ten themes, in the order in which they are asked.
 * Each theme is the heading of its answer in `backstories/`.
 */
export const LIFE_QUESTIONS = [
  {
    theme: "life",
    question:
      "Tell me your life from the beginning: where you come from, who was around you, what happened, and how you came to be where you are today.",
  },
  {
    theme: "crossroads",
    question: "When could your life have gone another way? What did you do at that point, and why?",
  },
  { theme: "people", question: "Leaving your family aside, who has counted most in your life, and what for?" },
  { theme: "neighbourhood", question: "What is it like where you live, and who lives around you?" },
  { theme: "routine", question: "What is different about your ordinary days now, compared with a year or so ago?" },
  { theme: "politics", question: "What do you make of politics, and where do you put yourself in it?" },
  {
    theme: "race",
    question: "What has race meant in your own life, and what do you make of it in this country?",
  },
  { theme: "health", question: "What do you do to keep well, and what makes that hard?" },
  { theme: "vaccination", question: "What do you think of vaccinations, for yourself and for those you care for?" },
  {
    theme: "mood",
    question: "When were you last down, worried or worn out for longer than a day or two, and what came of it?",
  },
] as const;

export type LifeTheme = (typeof LIFE_QUESTIONS)[number]["theme"];
export const LIFE_THEMES: readonly LifeTheme[] = LIFE_QUESTIONS.map(({ theme }) => theme);
