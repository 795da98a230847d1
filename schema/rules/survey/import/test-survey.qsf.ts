/** For tests: a survey of our own in the structure of Qualtrics's exports. */
const question = (id: string, tag: string, payload: object) => ({
  Element: "SQ",
  PrimaryAttribute: id,
  Payload: { QuestionID: id, DataExportTag: tag, QuestionText: tag, Validation: { Settings: {} }, ...payload },
});
const ifChosen = (id: string, choice: string) => ({
  "0": {
    "0": {
      LogicType: "Question",
      QuestionID: id,
      ChoiceLocator: `q://${id}/SelectableChoice/${choice}`,
      Operator: "Selected",
      LeftOperand: `q://${id}/SelectableChoice/${choice}`,
      Type: "Expression",
    },
    Type: "If",
  },
  Type: "BooleanExpression",
});

export const commute = {
  SurveyEntry: { SurveyName: "Ways to work", SurveyLanguage: "EN" },
  SurveyElements: [
    {
      Element: "BL",
      Payload: [
        {
          Type: "Default",
          ID: "BL_1",
          BlockElements: [
            { Type: "Question", QuestionID: "QID10" },
            {
              Type: "Question",
              QuestionID: "QID1",
              SkipLogic: [
                {
                  ChoiceLocator: "q://QID1/SelectableChoice/1",
                  Condition: "Selected",
                  SkipToDestination: "ENDOFBLOCK",
                },
              ],
            },
            { Type: "Page Break" },
            { Type: "Question", QuestionID: "QID2" },
            { Type: "Question", QuestionID: "QID3" },
            { Type: "Question", QuestionID: "QID4" },
          ],
        },
        {
          Type: "Standard",
          ID: "BL_2",
          BlockElements: ["QID5", "QID6", "QID7", "QID8", "QID12"].map((QuestionID) => ({
            Type: "Question",
            QuestionID,
          })),
        },
        { Type: "Standard", ID: "BL_3", BlockElements: [{ Type: "Question", QuestionID: "QID9" }] },
        { Type: "Trash", ID: "BL_4", BlockElements: [{ Type: "Question", QuestionID: "QID11" }] },
      ],
    },
    {
      Element: "FL",
      Payload: {
        Type: "Root",
        Flow: [
          { Type: "EmbeddedData", EmbeddedData: [{ Field: "city" }] },
          { Type: "Block", ID: "BL_1" },
          { Type: "BlockRandomizer", SubSet: 1, Flow: [{ Type: "Standard", ID: "BL_2" }] },
          {
            Type: "Branch",
            BranchLogic: {
              "0": {
                "0": {
                  LogicType: "Question",
                  LeftOperand: "q://QID5/ChoiceTextEntryValue",
                  Operator: "GreaterThanOrEqual",
                  RightOperand: "30",
                },
                Type: "If",
              },
              Type: "BooleanExpression",
            },
            Flow: [{ Type: "Standard", ID: "BL_3" }],
          },
          {
            Type: "Branch",
            BranchLogic: ifChosen("QID1", "2"),
            Flow: [{ Type: "Standard", ID: "BL_3" }],
          },
        ],
      },
    },
    question("QID10", "intro", {
      QuestionType: "DB",
      Selector: "TB",
      QuestionText: "<p>About your way to <b>work</b>.</p>",
    }),
    question("QID1", "rides", {
      QuestionType: "MC",
      Selector: "SAVR",
      Choices: { "1": { Display: "No" }, "2": { Display: "Yes &amp; often" } },
      ChoiceOrder: ["2", "1"],
    }),
    question("QID2", "Q2 reasons", {
      QuestionType: "MC",
      Selector: "MAVR",
      QuestionText: "You said ${q://QID1/ChoiceGroup/SelectedChoices}. Why?",
      Choices: {
        "1": { Display: "Cheap" },
        "2": { Display: "Another", TextEntry: "true" },
        "3": { Display: "None", ExclusiveAnswer: true },
      },
      ChoiceOrder: [1, 2, 3],
      Randomization: { Type: "All" },
    }),
    question("QID3", "trust", {
      QuestionType: "Matrix",
      Selector: "Likert",
      SubSelector: "SingleAnswer",
      Choices: { "1": { Display: "Press" }, "2": { Display: "Courts" } },
      ChoiceOrder: ["1", "2"],
      Answers: { "1": { Display: "None" }, "2": { Display: "Much" } },
      AnswerOrder: ["1", "2"],
      Validation: { Settings: { ForceResponse: "ON" } },
      DisplayLogic: ifChosen("QID2", "1"),
    }),
    question("QID4", "order", {
      QuestionType: "RO",
      Selector: "DND",
      Choices: { "1": { Display: "Price" }, "2": { Display: "Time" } },
      ChoiceOrder: ["1", "2"],
    }),
    question("QID5", "age", {
      QuestionType: "TE",
      Selector: "SL",
      Validation: { Settings: { ContentType: "ValidNumber", ValidNumber: { Min: "18", Max: "99" } } },
    }),
    question("QID6", "nps", { QuestionType: "MC", Selector: "NPS", Choices: [] }),
    question("QID7", "warm", {
      QuestionType: "Slider",
      Selector: "HSLIDER",
      Configuration: { CSSliderMin: 0, CSSliderMax: 100 },
      Choices: { "1": { Display: "Trains" }, "2": { Display: "Cars" } },
      ChoiceOrder: ["1", "2"],
      DisplayLogic: { "0": { "0": { LogicType: "EmbeddedField", LeftOperand: "city", Operator: "EqualTo" } } },
    }),
    question("QID8", "photo", { QuestionType: "FileUpload", Selector: "FileUpload" }),
    question("QID9", "why", { QuestionType: "TE", Selector: "ML", QuestionText: "Why ${e://Field/city}?" }),
    question("QID12", "uses", {
      QuestionType: "Matrix",
      Selector: "Likert",
      SubSelector: "MultipleAnswer",
      Choices: { "1": { Display: "Bus" } },
      ChoiceOrder: ["1"],
      Answers: { "1": { Display: "By day" }, "2": { Display: "By night" } },
      AnswerOrder: ["1", "2"],
    }),
    question("QID11", "unused", { QuestionType: "TE", Selector: "ML" }),
  ],
};
