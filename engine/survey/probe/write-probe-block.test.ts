import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { nextProbe, type Probe } from "../../../schema/rules/survey/next-probe.ts";
import { seededRandom } from "../../../schema/rules/seeded-random.ts";
import { permuteOptions } from "./permute-options.ts";
import { letterOf, writeProbeBlock } from "./write-probe-block.ts";

const probeOf = (element: object): Probe => nextProbe({ elements: [{ name: "q", ...element }] }, {}, {})!;
const write = (probe: Probe, pattern = probe.options.map((_, index) => index), isFirst = false) =>
  writeProbeBlock({ probe, pattern, isFirst, language: "en" });

const news = probeOf({
  type: "radiogroup",
  title: "Where do you read the news?",
  choices: ["Paper", "Screen", "Nowhere"],
});

describe("the block that asks a question", () => {
  test("S5 has the question, the options by letter, how to answer, and ends where the answer begins", () => {
    expect(write(news).text).toBe(
      [
        "Answer the following question as the person described above, keeping in mind your previous answers.",
        "Question: Where do you read the news?",
        "(A) Paper\n(B) Screen\n(C) Nowhere",
        "Answer with (A), (B), or (C).",
        "Answer:",
      ].join("\n\n"),
    );
    expect(write(news, undefined, true).text).toMatch(/^Answer the following question as the person described above\./);
    expect(write(probeOf({ type: "boolean" })).text).toContain("Answer with (A) or (B).");
  });

  test("S5 a letter means the option that stands at its place, also where an order is no reversal", () => {
    const { text, options } = write(news, [1, 2, 0]);
    expect(text).toContain("(A) Screen\n(B) Nowhere\n(C) Paper");
    expect(options.map(({ letter, value }) => [letter, value])).toEqual([
      ["A", "Screen"],
      ["B", "Nowhere"],
      ["C", "Paper"],
    ]);
  });

  test("S5 the list of letters is generated, however many options there are", () => {
    const many = probeOf({ type: "dropdown", choices: Array.from({ length: 28 }, (_, n) => `Option ${n}`) });
    expect(write(many).text).toMatch(/\(A\), \(B\), .*\(Z\), \(AA\), or \(AB\)\./);
    expect([0, 25, 26, 51, 52, 701, 702].map(letterOf)).toEqual(["A", "Z", "AA", "AZ", "BA", "ZZ", "AAA"]);
  });

  test("S5 each type says how it is answered", () => {
    const how = (element: object) => write(probeOf(element)).text.split("\n\n").at(-2);
    expect(how({ type: "checkbox", choices: ["x", "y", "z"] })).toBe(
      "Answer with all that apply, separated by commas, for example (A), (B).",
    );
    expect(how({ type: "ranking", choices: ["x", "y", "z"] })).toContain("Put all of (A) to (C) in order");
    expect(how({ type: "text", inputType: "number", min: 0, max: 120 })).toBe("Answer with a number from 0 to 120.");
    expect(how({ type: "text", inputType: "number" })).toBe("Answer with a number.");
    expect(how({ type: "comment" })).toBe("Answer in one or two sentences.");
    expect(write(probeOf({ type: "comment" })).options).toEqual([]);
    const rating = { type: "rating", rateMax: 3, minRateDescription: "never", maxRateDescription: "always" };
    expect(write(probeOf(rating)).text).toContain("(A) 1 (never)\n(B) 2\n(C) 3 (always)");
  });

  test("S5 an option of several lines is one line, and a vignette comes before the question", () => {
    const model = {
      elements: [
        { type: "html", name: "h", html: "<p>It rains.</p>" },
        { type: "radiogroup", name: "q", title: "Go?", choices: ["yes,\nnow", "no"] },
      ],
    };
    const { text } = write(nextProbe(model, {}, {})!);
    expect(text).toContain("It rains.\n\nQuestion: Go?");
    expect(text).toContain("(A) yes, now\n");
  });

  test("S5 a German survey is asked in German", () => {
    const { text } = writeProbeBlock({ probe: news, pattern: [0, 1, 2], isFirst: true, language: "de" });
    expect(text).toContain("Antworte mit (A), (B) oder (C).\n\nAntwort:");
  });
});

describe("the order of the options", () => {
  const options = (count: number, last = 0) =>
    Array.from({ length: count + last }, (_, n) => ({ value: n, text: "", isLast: n >= count }));

  test("S5 a scale is shown as it is or reversed, each about half the time, and nothing else", () => {
    const orders = Array.from({ length: 400 }, (_, index) =>
      permuteOptions(options(4, 1), true, seededRandom(1, index)).join(""),
    );
    expect(new Set(orders)).toEqual(new Set(["01234", "32104"]));
    expect(orders.filter((order) => order === "01234").length).toBeGreaterThan(150);
    expect(orders.filter((order) => order === "01234").length).toBeLessThan(250);
  });

  test("S5 other options come in any order, each once, and those that are last stay last", () => {
    fc.assert(
      fc.property(fc.nat(8), fc.nat(2), fc.nat(), (count, last, seed) => {
        const order = permuteOptions(options(count, last), false, seededRandom(seed, 0));
        expect(order.toSorted((a, b) => a - b)).toEqual(options(count, last).map(({ value }) => value));
        expect(order.slice(count)).toEqual(
          options(count, last)
            .slice(count)
            .map(({ value }) => value),
        );
      }),
    );
    const orders = Array.from({ length: 200 }, (_, index) =>
      permuteOptions(options(3), false, seededRandom(2, index)).join(),
    );
    expect(new Set(orders).size).toBe(6);
  });
});
