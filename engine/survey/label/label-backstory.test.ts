import { readFile } from "node:fs/promises";
import { describe, expect, test } from "vitest";
import { STANDARD_TRAITS, type SurveyTrait } from "../../../schema/rules/survey/standard-traits.ts";
import { labelBackstory, type LabelPorts } from "./label-backstory.ts";
import { readValue } from "./read-value.ts";
import { splitWindows } from "./split-windows.ts";
import { verifyEvidence } from "./verify-evidence.ts";

const trait = (id: string): SurveyTrait => STANDARD_TRAITS.find((each) => each.id === id)!;
const PARTY = trait("party");
const YES_NO: SurveyTrait = {
  id: "fiction",
  wording: "Likes science fiction",
  question: "Do you like science fiction?",
  isOrdinal: false,
  values: [
    { id: "yes", wording: "Yes" },
    { id: "no", wording: "No" },
  ],
};

describe("reading an answer", () => {
  test.each([
    ["(A)", "democrat"],
    ["A", "democrat"],
    ["C. Republican", "republican"],
    ["Republican", "republican"],
    ["I think of myself as an Independent.", "independent"],
    ["(E) Was not mentioned", "unknown"],
    ["Unknown", "unknown"],
    ["I prefer not to say", "unknown"],
  ])("S3 %j names one value", (answer, value) => expect(readValue(answer, PARTY)).toBe(value));

  test.each([
    "",
    "(A) or (C)",
    "(A) Republican",
    "(Q)",
    "A great deal",
    "not a Republican any more",
    "(C) not a Republican any more",
    "(A) My wife votes Democrat",
    "I was never a Democrat",
    "I used to be a Republican",
    "My wife votes Democrat",
    "He's a Republican",
    "Democrat, though sometimes Republican",
    "As a language model I have no party.",
  ])("S3 %j is no data", (answer) => expect(readValue(answer, PARTY)).toBeNull());

  test("S3 Unknown is not read as No, of any trait", () => {
    expect(readValue("Unknown", YES_NO)).toBe("unknown");
    expect(readValue("The text does not say", YES_NO)).toBe("unknown");
    expect(readValue("No", YES_NO)).toBe("no");
    expect(readValue("Nothing of the kind", YES_NO)).toBeNull();
  });

  test("S3 values that contain each other are distinguished; a number falls into its range, a year into none", () => {
    expect(readValue("No high school diploma", trait("education"))).toBe("no-diploma");
    expect(readValue("High school diploma or equivalent", trait("education"))).toBe("high-school");
    expect(readValue("I am 34 years old", trait("age"))).toBe("25-34");
    expect(readValue("82", trait("age"))).toBe("65-and-over");
    expect(readValue("I was born in 1962", trait("age"))).toBeNull();
    expect(readValue("between 34 and 36", trait("age"))).toBeNull();
    expect(readValue("25 to 34 years", trait("age"))).toBe("25-34");
  });
});

describe("words that are part of a value's wording", () => {
  test.each([
    ["More than enough, thank you.", "income"],
    ["just under $75,000", "income"],
    ["$75,000", "income"],
    ["Older than I look", "age"],
    ["or equivalent", "education"],
    ["Another one of those", "race"],
    ["more than one", "race"],
  ])("S3 %j names no value of %s", (answer, id) => expect(readValue(answer, trait(id))).toBeNull());

  test.each([
    ["Black", "race", "black"],
    ["Latino", "race", "hispanic"],
    ["an associate degree", "education", "some-college"],
    ["Middle of the road", "ideology", "moderate"],
    ["$75,000 or more", "income", "75000-and-over"],
    ["Another gender", "gender", "other-gender"],
    ["65 years or older", "age", "65-and-over"],
  ])("S3 %j names one of %s: %s", (answer, id, value) => expect(readValue(answer, trait(id))).toBe(value));
});

describe("checking a quote", () => {
  const text =
    "I'm not a Republican any more. My wife votes Democrat.\nI turned forty in May. I am a Catholic, a poor one. We're Black.";
  test.each([
    ["a Republican", "denied"],
    ["My wife votes Democrat", "about-others"],
    ["I turned fifty in May", "not-in-text"],
    ["turned fort", "not-in-text"],
    ["", "not-in-text"],
  ])("S3 %j is refused: %s", (quote, refused) => expect(verifyEvidence(text, quote)).toEqual({ refused }));

  test("S3 words that state it of the narrator are kept as they stand in the text", () => {
    expect(verifyEvidence(text, "i am a catholic")).toEqual({ evidence: "I am a Catholic" });
    expect(verifyEvidence(text, "“We're Black.”")).toEqual({ evidence: "We're Black." });
  });
});

test("S3 that there is no quote, or one of words that state nothing, is never found in a text", async () => {
  const vogel = await readFile(new URL("../../../backstories/28-gene-vogel.md", import.meta.url), "utf8");
  expect(vogel).toContain("none of them farming");
  const quotes = [
    ["none", "None.", "(none)", '"none"', "None found", "n/a", "N/A", "not mentioned", "Nothing", "nothing stated"],
    ["no quote", "no direct quote", "-", "…", "I", "the", "I'm", "It was", "there's"],
  ];
  for (const quote of quotes.flat()) expect(verifyEvidence(vogel, quote), quote).toEqual({ refused: "not-in-text" });
  expect(verifyEvidence(vogel, "White.")).toEqual({ evidence: "White." });
  expect(verifyEvidence(vogel, "I'm a moderate")).toEqual({ evidence: "I'm a moderate" });
  const ask = async (_: string, temperature: 0 | 1) => (temperature === 0 ? "Quote: none\nAnswer: (C)" : "(B)");
  const steps = labelBackstory(vogel, PARTY, { ask, estimate: { samples: 2 } });
  let step = await steps.next();
  while (!step.done) step = await steps.next();
  expect(step.value.label).toEqual({ distribution: { independent: 1 }, source: "sampled", count: 2 });
  expect(step.value.refused["not-in-text"]).toBeGreaterThan(0);
});

describe("labelling", () => {
  const label = async (read: string, of: SurveyTrait, ports: LabelPorts) => {
    const steps = labelBackstory(read, of, ports);
    for (let before = 0; ; before++) {
      const step = await steps.next();
      if (step.done) return step.value;
      expect(step.value.done).toBe(before + 1);
    }
  };

  const text = "I was born in Ohio. I'm a Democrat, like my father. My wife votes Republican.";
  const replying = (explicit: string, samples: string[] = []) => {
    const prompts: { prompt: string; temperature: number }[] = [];
    const ask = async (prompt: string, temperature: 0 | 1) => {
      prompts.push({ prompt, temperature });
      return temperature === 0 ? explicit : samples.shift()!;
    };
    return { prompts, ports: { ask, estimate: { samples: samples.length } } };
  };

  test("S3 what the text states is a label with its words, and nothing is sampled", async () => {
    const { ports, prompts } = replying(`Quote: "I'm a Democrat"\nAnswer: (A)`, ["(C)"]);
    expect(await label(text, PARTY, ports)).toEqual({
      label: { distribution: { democrat: 1 }, source: "explicit", count: 1, evidence: "I'm a Democrat" },
      refused: {},
    });
    expect(prompts.map(({ temperature }) => temperature)).toEqual([0]);
  });

  test.each([
    [`Quote: "I'm a Republican"\nAnswer: (C)`, { "not-in-text": 1 }],
    [`Quote: "My wife votes Republican"\nAnswer: (C)`, { "about-others": 1 }],
    ["I cannot help with that.", { unreadable: 1 }],
    ["Quote: none\nAnswer: (E)", {}],
  ])("S3 %j is no statement: the trait is estimated, and the refusal counted", async (explicit, refused) => {
    const { ports } = replying(explicit, ["(A)", "(A)", "(C)", "Unknown"]);
    expect(await label(text, PARTY, ports)).toEqual({
      label: { distribution: { democrat: 0.5, republican: 0.25, unknown: 0.25 }, source: "sampled", count: 4 },
      refused,
    });
  });

  test("S3 answers that cannot be read are counted and are no data; if none can, there is no label", async () => {
    const some = replying("Quote: none\nAnswer: (E)", ["(A)", "(A) or (B)", "", "A great deal"]);
    expect(await label(text, PARTY, some.ports)).toEqual({
      label: { distribution: { democrat: 1 }, source: "sampled", count: 1 },
      refused: { unreadable: 3 },
    });
    const none = replying("Quote: none\nAnswer: (E)", ["Maybe", "I am an AI"]);
    expect(await label(text, PARTY, none.ports)).toEqual({ label: null, refused: { unreadable: 2 } });
  });

  test("S3 the whole text is read in windows that overlap; windows that disagree state nothing", async () => {
    const words = Array.from({ length: 2_500 }, (_, place) => `w${place}`);
    const windows = splitWindows(words.join(" "));
    const read = new Set(windows.flatMap((window) => window.split(" ")));
    expect(read.size).toBe(words.length);
    expect(windows.slice(1).every((window, place) => windows[place]!.includes(window.split(" ")[0]!))).toBe(true);

    const long = `I'm a Democrat. ${words.join(" ")}. I'm a Republican.`;
    const ask = async (prompt: string, temperature: 0 | 1) => {
      if (temperature === 1) return "(B)";
      if (prompt.includes("I'm a Democrat")) return `Quote: "I'm a Democrat"\nAnswer: (A)`;
      return prompt.includes("I'm a Republican")
        ? `Quote: "I'm a Republican"\nAnswer: (C)`
        : "Quote: none\nAnswer: (E)";
    };
    expect(await label(long, PARTY, { ask, estimate: { samples: 2 } })).toEqual({
      label: { distribution: { independent: 1 }, source: "sampled", count: 2 },
      refused: { contradiction: 1 },
    });
  });
});
