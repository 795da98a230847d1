/** Long because it is data: the session templates in English; the German ones have the same ids. */
import type { SessionTemplate } from "../../../schema/messages/session.ts";

const CONSENT = `What you say here is written down and can be read by the people of this session: participants, facilitators and observers, also those who come later. Some of those who talk are simulated by a language model; they are marked.
What is said may be quoted in the report of this session.
Taking part is your choice. You may leave at any time, and you may withdraw: press Withdraw, and you are out at once.
By agreeing you say that you are at least 18 years old, or that somebody responsible for you agrees.`;

export const englishTemplates: SessionTemplate[] = [
  {
    id: "focus-group",
    plan: {
      title: "Focus group",
      topic: "What do you expect of a good bus service?",
      kind: "focus-group",
      language: "en",
      isOpen: false,
      guide: [
        {
          title: "Welcome",
          minutes: 5,
          prompts: ["Please say who you are, and how you travel on an ordinary day."],
          probes: [],
        },
        {
          title: "Experience",
          minutes: 15,
          prompts: ["Tell us about the last time you used it.", "What went well, and what did not?"],
          probes: ["Can you give an example?", "How did that make you feel?"],
        },
        {
          title: "What matters",
          minutes: 15,
          prompts: ["What matters most to you, and why?"],
          probes: ["Who sees it differently?"],
        },
        {
          title: "Ideas",
          minutes: 15,
          prompts: ["If you could change one thing, what would it be?"],
          probes: ["What would you give up for it?"],
        },
        {
          title: "Close",
          minutes: 5,
          prompts: ["What should we not forget?"],
          probes: [],
        },
      ],
      consent: CONSENT,
    },
  },
  {
    id: "concept-test",
    plan: {
      title: "Concept test",
      topic: "A subscription for repairs at home",
      kind: "focus-group",
      language: "en",
      isOpen: false,
      guide: [
        {
          title: "First impression",
          minutes: 5,
          prompts: ["What do you think it is, in your own words?"],
          probes: [],
        },
        {
          title: "Understanding",
          minutes: 10,
          prompts: ["What is clear, and what is not?"],
          probes: ["Which word would you change?"],
        },
        {
          title: "Value",
          minutes: 15,
          prompts: ["Whom would it help, and when?", "What would you use instead?"],
          probes: ["What is it worth to you?"],
        },
        {
          title: "Doubts",
          minutes: 10,
          prompts: ["What would keep you from it?"],
          probes: ["What would have to be true for you to try it?"],
        },
        {
          title: "Verdict",
          minutes: 5,
          prompts: ["Would you try it? Why, or why not?"],
          probes: [],
        },
      ],
      consent: CONSENT,
    },
  },
  {
    id: "usability-talk",
    plan: {
      title: "Usability talk",
      topic: "Booking a doctor’s appointment on the phone",
      kind: "focus-group",
      language: "en",
      isOpen: false,
      guide: [
        {
          title: "Habits",
          minutes: 5,
          prompts: ["How do you do this today?"],
          probes: [],
        },
        {
          title: "First steps",
          minutes: 10,
          prompts: ["Where would you begin, and what would you expect to see?"],
          probes: ["What made you think so?"],
        },
        {
          title: "Obstacles",
          minutes: 15,
          prompts: ["Where did you hesitate?", "What did you look for and not find?"],
          probes: ["What did you do then?"],
        },
        {
          title: "Wishes",
          minutes: 10,
          prompts: ["What one change would have helped most?"],
          probes: [],
        },
      ],
      consent: CONSENT,
    },
  },
  {
    id: "debate",
    plan: {
      title: "Debate",
      topic: "Should school begin at nine o’clock?",
      kind: "debate",
      language: "en",
      isOpen: false,
      guide: [
        {
          title: "Opening statements",
          minutes: 8,
          prompts: ["Please state your position and your best reason."],
          probes: [],
        },
        {
          title: "Rebuttals",
          minutes: 12,
          prompts: ["Answer the strongest point of the other side."],
          probes: ["What evidence is there for that?"],
        },
        {
          title: "Questions",
          minutes: 10,
          prompts: ["What question do you have for the other side?"],
          probes: [],
        },
        {
          title: "Closing statements",
          minutes: 6,
          prompts: ["What should we take away?"],
          probes: [],
        },
        {
          title: "Verdict",
          minutes: 4,
          prompts: ["What convinced you, and what did not?"],
          probes: [],
        },
      ],
      consent: CONSENT,
    },
  },
  {
    id: "planning-workshop",
    plan: {
      title: "Planning workshop",
      topic: "A neighbourhood festival in June",
      kind: "planning",
      language: "en",
      isOpen: false,
      guide: [
        {
          title: "Goal",
          minutes: 10,
          prompts: ["What should be true when we are done?"],
          probes: [],
        },
        {
          title: "Tasks",
          minutes: 20,
          prompts: ["What has to be done, and in which order?"],
          probes: ["Who could do it?"],
        },
        {
          title: "Dates and resources",
          minutes: 15,
          prompts: ["When, with whom, with what?"],
          probes: ["What if it takes twice as long?"],
        },
        {
          title: "Risks",
          minutes: 10,
          prompts: ["What could go wrong?"],
          probes: ["How would we notice early?"],
        },
        {
          title: "Who does what",
          minutes: 5,
          prompts: ["Please say what you take on, and by when."],
          probes: [],
        },
      ],
      consent: CONSENT,
    },
  },
  {
    id: "classroom-seminar",
    plan: {
      title: "Classroom seminar",
      topic: "What makes an argument good?",
      kind: "chat",
      language: "en",
      isOpen: false,
      guide: [
        {
          title: "Opening question",
          minutes: 5,
          prompts: ["What do you think, before we read anything?"],
          probes: [],
        },
        {
          title: "The text",
          minutes: 15,
          prompts: ["What does the author claim, and with what reasons?"],
          probes: ["Where in the text does it say so?"],
        },
        {
          title: "Discussion",
          minutes: 20,
          prompts: ["Where do you agree, and where not?"],
          probes: ["Can you say that in other words?"],
        },
        {
          title: "Back to the question",
          minutes: 5,
          prompts: ["What would you say now?"],
          probes: [],
        },
      ],
      consent: CONSENT,
    },
  },
  {
    id: "deliberation",
    plan: {
      title: "Deliberation with a vote before and after",
      topic: "Should the town centre be closed to cars?",
      kind: "debate",
      language: "en",
      isOpen: false,
      guide: [
        {
          title: "Vote before",
          minutes: 3,
          prompts: ["Please vote, and note why."],
          probes: [],
        },
        {
          title: "Facts",
          minutes: 12,
          prompts: ["What do we know, and from where?"],
          probes: ["How sure are we?"],
        },
        {
          title: "Values",
          minutes: 12,
          prompts: ["What is at stake for you?"],
          probes: ["Who would lose by it?"],
        },
        {
          title: "Trade-offs",
          minutes: 15,
          prompts: ["What would you accept for it, and what not?"],
          probes: [],
        },
        {
          title: "Vote after",
          minutes: 3,
          prompts: ["Please vote again. Did anything change your mind?"],
          probes: [],
        },
      ],
      consent: CONSENT,
    },
  },
];
