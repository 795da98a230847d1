/** Three questions of the human baseline that ships, as its 944 people were asked them (SPEC S7); options have the study's codes. */
import type { SurveyDraft } from "../../messages/survey.ts";
import type { BaselineQuestion } from "./anes-1996.ts";

type Choices = { value: number; text: string }[];

const question = (name: BaselineQuestion, title: string, choices: Choices, isOrdinal: boolean) => ({
  type: "radiogroup",
  name,
  title,
  description: "It is October 1996.",
  choices,
  isOrdinal,
});

const VIEWS = [
  "Extremely liberal",
  "Liberal",
  "Slightly liberal",
  "Moderate, middle of the road",
  "Slightly conservative",
  "Conservative",
  "Extremely conservative",
].map((text, place) => ({ value: place + 1, text }));

const CANDIDATES = [
  { value: 0, text: "Bill Clinton" },
  { value: 1, text: "Bob Dole" },
];

const DAYS = ["None", "1 day", "2 days", "3 days", "4 days", "5 days", "6 days", "Every day"].map((text, value) => ({
  value,
  text,
}));

/** In English, as the backstories that ship are. */
export const ANES_1996_SURVEY: SurveyDraft = {
  name: "Start here: the United States, October 1996",
  description:
    "Political views, the vote for President and television news, with the answers of 944 people to compare.",
  model: {
    pages: [
      {
        name: "page1",
        elements: [
          question("own-views", "Where would you place yourself on a scale of political views?", VIEWS, true),
          question("vote", "Who do you think you will vote for in the election for President?", CANDIDATES, false),
          question(
            "television-news",
            "On how many days of the past week did you watch the news on television?",
            DAYS,
            true,
          ),
        ],
      },
    ],
  },
};
