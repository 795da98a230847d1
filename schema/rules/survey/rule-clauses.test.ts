import fc from "fast-check";
import { expect, test } from "vitest";
import { nextProbe } from "./next-probe.ts";
import { readRule, RULE_OPERATORS, writeRule, type Rule } from "./rule-clauses.ts";

/** A backslash is no escape in SurveyJS, but before a quotation mark it cannot be written. */
const text = fc.string({ minLength: 1, maxLength: 12 }).filter((value) => !value.includes("\\"));
const clause = fc.record({
  name: fc.constantFrom("q1", "trust.press", "frame.arm"),
  operator: fc.constantFrom(...RULE_OPERATORS),
  value: fc.oneof(text, fc.boolean(), fc.integer({ min: -99, max: 99 })),
});

test("S1 a rule that is written can be read again as the same clauses", () => {
  fc.assert(
    fc.property(fc.constantFrom("and", "or"), fc.array(clause, { minLength: 1, maxLength: 4 }), (join, clauses) => {
      const bare = clauses.map((each) => (each.operator.endsWith("empty") ? { ...each, value: "" } : each));
      const rule: Rule = { join: bare.length === 1 ? "and" : join, clauses: bare };
      expect(readRule(writeRule(rule))).toEqual(rule);
    }),
  );
});

test("S1 a rule that is more than a list of clauses is left as it is written", () => {
  for (const rule of [
    "{a} = 1 and ({b} = 2 or {c} = 3)",
    "{a} = 1 and {b} = 2 or {c} = 3",
    "iif({a}, 1, 2) = 1",
    "",
    "{a}",
  ])
    expect(readRule(rule), rule).toBeNull();
});

test("S1 SurveyJS reads a written rule as it was meant, whatever characters the option has", () => {
  for (const value of ["yes", "it's", "a\\b", "'", "{q}", "a and b", "“quoted”", 3, true]) {
    const model = (operator: "=" | "<>") => ({
      elements: [
        { type: "radiogroup", name: "q", choices: [value, "another"] },
        {
          type: "comment",
          name: "why",
          visibleIf: writeRule({ join: "and", clauses: [{ name: "q", operator, value }] }),
        },
      ],
    });
    expect(nextProbe(model("="), { q: value }, {})?.id, String(value)).toBe("why");
    expect(nextProbe(model("="), { q: "another" }, {}), String(value)).toBeNull();
    expect(nextProbe(model("<>"), { q: value }, {}), String(value)).toBeNull();
  }
});
