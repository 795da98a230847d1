/** The demographics that every backstory is labelled with (SPEC S3); others are added by researchers. */
export type TraitValue = {
  id: string;
  /** English, as prompts write it. */
  wording: string;
  /** The lowest number, in years or dollars, that belongs to it; the next value's begins where it ends. */
  from?: number;
};

export type SurveyTrait = {
  id: string;
  /** English, as prompts write it. */
  wording: string;
  /** What a respondent is asked to find out. */
  question: string;
  /** Without Unknown, which every trait has. In their order where the trait is ordinal. */
  values: readonly TraitValue[];
  isOrdinal: boolean;
};

/** The value that a number in years or dollars belongs to. */
export const valueOfNumber = ({ values }: Pick<SurveyTrait, "values">, number: number): TraitValue | undefined =>
  values.findLast(({ from }) => from !== undefined && number >= from);

export const STANDARD_TRAITS = [
  {
    id: "age",
    wording: "Age",
    question: "How old are you?",
    isOrdinal: true,
    values: [
      { id: "18-24", wording: "18 to 24 years", from: 18 },
      { id: "25-34", wording: "25 to 34 years", from: 25 },
      { id: "35-44", wording: "35 to 44 years", from: 35 },
      { id: "45-54", wording: "45 to 54 years", from: 45 },
      { id: "55-64", wording: "55 to 64 years", from: 55 },
      { id: "65-and-over", wording: "65 years or older", from: 65 },
    ],
  },
  {
    id: "gender",
    wording: "Gender",
    question: "What is your gender?",
    isOrdinal: false,
    values: [
      { id: "woman", wording: "Woman" },
      { id: "man", wording: "Man" },
      { id: "other-gender", wording: "Another gender" },
    ],
  },
  {
    id: "education",
    wording: "Education",
    question: "What is the highest level of schooling that you have completed?",
    isOrdinal: true,
    values: [
      { id: "no-diploma", wording: "No high school diploma" },
      { id: "high-school", wording: "High school diploma or equivalent" },
      { id: "some-college", wording: "Some college, or an associate degree" },
      { id: "bachelor", wording: "Bachelor's degree" },
      { id: "advanced", wording: "Advanced degree" },
    ],
  },
  {
    /** In dollars of the year in which the respondent lives. */
    id: "income",
    wording: "Household income before taxes",
    question: "What was the income of your whole household last year, before taxes?",
    isOrdinal: true,
    values: [
      { id: "under-15000", wording: "Less than $15,000", from: 0 },
      { id: "15000-29999", wording: "$15,000 to $29,999", from: 15_000 },
      { id: "30000-49999", wording: "$30,000 to $49,999", from: 30_000 },
      { id: "50000-74999", wording: "$50,000 to $74,999", from: 50_000 },
      { id: "75000-and-over", wording: "$75,000 or more", from: 75_000 },
    ],
  },
  {
    id: "race",
    wording: "Race or ethnicity",
    question: "Which race or ethnic group best describes you?",
    isOrdinal: false,
    values: [
      { id: "white", wording: "White" },
      { id: "black", wording: "Black or African American" },
      { id: "hispanic", wording: "Hispanic or Latino" },
      { id: "asian", wording: "Asian or Pacific Islander" },
      { id: "native", wording: "American Indian or Alaska Native" },
      { id: "other-race", wording: "Another or more than one" },
    ],
  },
  {
    /** As people name themselves when asked first: those who only lean to a party say Independent. */
    id: "party",
    wording: "Party",
    question:
      "Generally speaking, do you think of yourself as a Republican, a Democrat, an Independent, or something else?",
    isOrdinal: false,
    values: [
      { id: "democrat", wording: "Democrat" },
      { id: "independent", wording: "Independent" },
      { id: "republican", wording: "Republican" },
      { id: "other-party", wording: "Something else" },
    ],
  },
  {
    id: "ideology",
    wording: "Political views",
    question: "Do you think of yourself as liberal, moderate or conservative?",
    isOrdinal: true,
    values: [
      { id: "liberal", wording: "Liberal" },
      { id: "moderate", wording: "Moderate, middle of the road" },
      { id: "conservative", wording: "Conservative" },
    ],
  },
  {
    id: "region",
    wording: "Region",
    question: "In which part of the United States do you live?",
    isOrdinal: false,
    values: [
      { id: "northeast", wording: "Northeast" },
      { id: "midwest", wording: "Midwest" },
      { id: "south", wording: "South" },
      { id: "west", wording: "West" },
    ],
  },
  {
    id: "religion",
    wording: "Religion",
    question: "What is your religion, if any?",
    isOrdinal: false,
    values: [
      { id: "protestant", wording: "Protestant" },
      { id: "catholic", wording: "Catholic" },
      { id: "jewish", wording: "Jewish" },
      { id: "other-religion", wording: "Another religion" },
      { id: "no-religion", wording: "No religion" },
    ],
  },
] as const satisfies readonly SurveyTrait[];
