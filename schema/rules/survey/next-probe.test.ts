import { setImmediate } from "node:timers/promises";
import { describe, expect, test, vi } from "vitest";
import type { Answers, SurveyModel } from "../../messages/survey.ts";
import { nextProbe } from "./next-probe.ts";

const survey = (...elements: object[]): SurveyModel => ({ pages: [{ name: "page", elements }] });
/** Answers every probe by `answer` and returns the ids in the order asked. */
function walk(model: SurveyModel, answer: (id: string) => Answers[string], arms = {}): string[] {
  const answers: Answers = {};
  for (let asked = 0; asked < 50; asked += 1) {
    const probe = nextProbe(model, answers, arms);
    if (!probe) return Object.keys(answers);
    answers[probe.id] = answer(probe.id);
  }
  throw new Error("asked for ever");
}

const bus = survey(
  { type: "boolean", name: "rides", title: "Do you take the bus?" },
  { type: "radiogroup", name: "often", title: "How often?", choices: ["daily", "weekly"], visibleIf: "{rides} = true" },
  { type: "comment", name: "why", title: "Why {often}?", visibleIf: "{often} notempty" },
  { type: "rating", name: "fare", title: "Is the fare fair?", visibleIf: "{rides} = false or {often} = 'daily'" },
);

describe("what is asked next", () => {
  test("S1 skip rules decide by the answers so far, and a refusal is an answer", () => {
    expect(walk(bus, (id) => ({ rides: true, often: "daily", why: "cheap", fare: 3 })[id]!)).toEqual([
      "rides",
      "often",
      "why",
      "fare",
    ]);
    expect(walk(bus, (id) => ({ rides: true, often: "weekly", why: "cheap" })[id]!)).toEqual(["rides", "often", "why"]);
    expect(walk(bus, (id) => ({ rides: false, fare: 3 })[id]!)).toEqual(["rides", "fare"]);
    expect(walk(bus, () => null)).toEqual(["rides"]);
  });

  test("S1 earlier answers are piped into titles and options as people read them", () => {
    const model = survey(
      { type: "radiogroup", name: "city", choices: [{ value: 1, text: "Ulm" }, 2] },
      {
        type: "checkbox",
        name: "seen",
        title: "What of {city} have you seen?",
        choices: [{ value: "middle", text: "The middle of {city}" }, "All"],
        showNoneItem: true,
      },
    );
    const probe = nextProbe(model, { city: 1 }, {});
    expect(probe).toMatchObject({ title: "What of Ulm have you seen?", kind: "multiple" });
    expect(probe!.options.map(({ text, isLast }) => [text, isLast])).toEqual([
      ["The middle of Ulm", false],
      ["All", false],
      ["None", true],
    ]);
  });

  test("S1 each row of a matrix is a probe of its own, which rules can ask for", () => {
    const model = survey(
      {
        type: "matrix",
        name: "trust",
        title: "Trust in",
        columns: [1, 2],
        rows: ["press", { value: "law", text: "Courts" }],
      },
      { type: "comment", name: "why", visibleIf: "{trust.law} = 2" },
    );
    expect(nextProbe(model, {}, {})).toMatchObject({ id: "trust.press", title: "Trust in – press", isOrdinal: true });
    expect(nextProbe(model, { "trust.press": 1 }, {})).toMatchObject({ id: "trust.law", title: "Trust in – Courts" });
    expect(walk(model, () => 2)).toEqual(["trust.press", "trust.law", "why"]);
    expect(walk(model, (id) => (id === "trust.law" ? null : 2))).toEqual(["trust.press", "trust.law"]);
  });

  test("S1 a condition's wording is piped, and rules ask for its arm", () => {
    const model = {
      ...survey(
        { type: "radiogroup", name: "plan", title: "The plan {frame}.", choices: ["for", "against"] },
        { type: "comment", name: "loss", visibleIf: "{frame.arm} = 'loss'" },
      ),
      conditions: [
        {
          name: "frame",
          arms: [
            { name: "gain", text: "saves 200" },
            { name: "loss", text: "lets 400 die" },
          ],
        },
      ],
    };
    expect(nextProbe(model, {}, { frame: "gain" })!.title).toBe("The plan saves 200.");
    expect(nextProbe(model, {}, { frame: "loss" })!.title).toBe("The plan lets 400 die.");
    expect(walk(model, () => "for", { frame: "gain" })).toEqual(["plan"]);
    expect(walk(model, () => "for", { frame: "loss" })).toEqual(["plan", "loss"]);
  });

  test("S1 what is shown on the way to a question comes with it, as text; what virtual respondents cannot do is passed over", () => {
    const model = survey(
      { type: "html", name: "story", html: "<p>Ada &amp; Ben<br>wait.</p>" },
      { type: "file", name: "photo" },
      { type: "comment", name: "who", description: "Think of both." },
      { type: "comment", name: "next" },
    );
    expect(nextProbe(model, {}, {})).toMatchObject({ id: "who", introduction: ["Ada & Ben\nwait.", "Think of both."] });
    expect(nextProbe(model, { who: "Ada" }, {})).toMatchObject({ id: "next", introduction: [] });
  });

  test("S1 what was asked of others leaves no trace: any two orders of calls ask the same", () => {
    const answers: Answers[] = [
      {},
      { rides: true },
      { rides: true, often: "daily" },
      { rides: false },
      { rides: false, fare: 2 },
    ];
    const once = answers.map((each) => nextProbe(structuredClone(bus), each, {}));
    expect(answers.toReversed().map((each) => nextProbe(bus, each, {}))).toEqual(once.toReversed());
    expect(answers.map((each) => nextProbe(bus, each, {}))).toEqual(once);
  });

  test("S1 what refers to an answer is shown by it, however it refers: by capitals, in a row, an option, a panel, a choice of another question", () => {
    const model = survey(
      { type: "checkbox", name: "Seen", choices: ["sea", "hills"] },
      { type: "radiogroup", name: "best", choicesFromQuestion: "Seen", choicesFromQuestionMode: "selected" },
    );
    expect(nextProbe(model, { Seen: ["hills"] }, {})!.options.map(({ value }) => value)).toEqual(["hills"]);
    expect(nextProbe(model, { Seen: ["sea"] }, {})!.options.map(({ value }) => value)).toEqual(["sea"]);
    const rules = survey(
      { type: "radiogroup", name: "City", choices: ["Ulm", "Bonn"] },
      { type: "matrix", name: "trust", columns: [1, 2], rows: ["press"] },
      {
        type: "radiogroup",
        name: "way",
        choices: [
          { value: "boat", text: "Boat from {city}", visibleIf: "{CITY} = 'Ulm' and {trust.press} = 2" },
          "foot",
        ],
      },
    );
    const ways = (city: string, press: number) =>
      nextProbe(rules, { City: city, "trust.press": press }, {})!.options.map(({ text }) => text);
    expect(ways("Ulm", 2)).toEqual(["Boat from Ulm", "foot"]);
    expect(ways("Ulm", 1)).toEqual(["foot"]);
    expect(ways("Bonn", 2)).toEqual(["foot"]);
    expect(ways("Ulm", 2)).toEqual(["Boat from Ulm", "foot"]);
  });

  test("S1 a page or panel that is hidden asks nothing", () => {
    const model = {
      pages: [
        { name: "first", elements: [{ type: "boolean", name: "has" }] },
        { name: "second", visibleIf: "{has} = true", elements: [{ type: "comment", name: "paged" }] },
        {
          name: "third",
          elements: [
            { type: "panel", name: "box", visibleIf: "{has} = true", elements: [{ type: "comment", name: "boxed" }] },
          ],
        },
      ],
    };
    expect(walk(model, (id) => (id === "has" ? true : "x"))).toEqual(["has", "paged", "boxed"]);
    expect(walk(model, (id) => (id === "has" ? false : "x"))).toEqual(["has"]);
  });
});

test("S1 options of an address that a survey names are fetched by no one", async () => {
  const fetched = vi.fn<typeof fetch>(async () => new Response('["secret"]'));
  vi.stubGlobal("fetch", fetched);
  try {
    const model = survey({ type: "dropdown", name: "town", choicesByUrl: { url: "http://127.0.0.1/towns" } });
    for (const again of [model, structuredClone(model)]) {
      expect(nextProbe(again, {}, {})).toMatchObject({ id: "town", options: [] });
      await setImmediate();
      expect(nextProbe(again, {}, {})!.options).toEqual([]);
    }
    expect(fetched).not.toHaveBeenCalled();
  } finally {
    vi.unstubAllGlobals();
  }
});
