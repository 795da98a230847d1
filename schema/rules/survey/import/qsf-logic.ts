/** Qualtrics's logic as SurveyJS's rules. */
import { ownValue } from "../../own-value.ts";
import { isJson, textOf } from "../read-questions.ts";
import type { ProbeKind } from "../survey-question.ts";

/** By Qualtrics's QuestionID, what became of a question. */
export type QsfNames = ReadonlyMap<string, { name: string; kind: ProbeKind }>;

/** The entries `"0"`, `"1"`, … of an object, which Qualtrics writes in place of lists. */
const numbered = (value: unknown): unknown[] =>
  Array.isArray(value)
    ? value
    : isJson(value)
      ? Object.entries(value)
          .filter(([key]) => /^\d+$/.test(key))
          .map(([, entry]) => entry)
      : [];

const COMPARISONS: Record<string, string> = {
  EqualTo: "=",
  NotEqualTo: "<>",
  GreaterThan: ">",
  GreaterThanOrEqual: ">=",
  LessThan: "<",
  LessThanOrEqual: "<=",
  Contains: "contains",
  DoesNotContain: "notcontains",
};

/**
 * DisplayLogic or BranchLogic.
 * @returns null if any part of it is not understood: half a rule would be another rule
 */
export function readLogic(logic: unknown, names: QsfNames): string | null {
  const groups = numbered(logic);
  if (groups.length !== 1) return null;
  const parts = numbered(groups[0]);
  if (parts.length === 0) return null;
  let rule = "";
  const joins = new Set<string>();
  for (const part of parts) {
    if (!isJson(part)) return null;
    const clause = readClause(part, names);
    if (clause === null) return null;
    if (rule === "") rule = clause;
    else {
      // Spelled so by Qualtrics.
      const join = textOf(part["Conjuction"]).toLowerCase() || "and";
      if (join !== "and" && join !== "or") return null;
      joins.add(join);
      rule += ` ${join} ${clause}`;
    }
  }
  return joins.size > 1 ? null : rule;
}

function readClause(part: Record<string, unknown>, names: QsfNames): string | null {
  const operand = textOf(part["LeftOperand"]) || textOf(part["ChoiceLocator"]);
  const operator = textOf(part["Operator"]) || textOf(part["Condition"]);
  const choice = /^q:\/\/(QID\d+)\/SelectableChoice\/(\w+)$/.exec(operand);
  if (choice) return chosen(names.get(choice[1]!), choice[2]!, operator);
  const entry = /^q:\/\/(QID\d+)\/(?:ChoiceTextEntryValue|ChoiceNumericEntryValue)(?:\/\w+)?$/.exec(operand);
  const asked = entry && names.get(entry[1]!);
  const comparison = ownValue(COMPARISONS, operator);
  if (!asked || !comparison) return null;
  const value = textOf(part["RightOperand"]);
  if (value.includes("'")) return null;
  const isNumber = value !== "" && !Number.isNaN(Number(value));
  return `{${asked.name}} ${comparison} ${isNumber ? value : `'${value}'`}`;
}

function chosen(asked: { name: string; kind: ProbeKind } | undefined, choice: string, operator: string): string | null {
  if (!asked || (operator !== "Selected" && operator !== "NotSelected")) return null;
  const is = operator === "Selected";
  if (asked.kind === "multiple") return `{${asked.name}} ${is ? "contains" : "notcontains"} '${choice}'`;
  if (asked.kind === "scale") return `{${asked.name}} ${is ? "=" : "<>"} ${choice}`;
  return asked.kind === "single" ? `{${asked.name}} ${is ? "=" : "<>"} '${choice}'` : null;
}

const OPPOSITES: Record<string, string> = { Selected: "NotSelected", NotSelected: "Selected" };

/** When a question is left out because of an earlier one's SkipLogic: the rule under which it is still asked. */
export function readSkip(skip: Record<string, unknown>, names: QsfNames): string | null {
  const condition = ownValue(OPPOSITES, textOf(skip["Condition"]));
  return condition ? readClause({ ...skip, Condition: condition, Operator: condition }, names) : null;
}

/** Of rules that all have to hold; an empty one always does. */
export function everyRule(rules: readonly string[]): string {
  const parts = rules.filter(Boolean);
  return parts.length < 2
    ? parts.join("")
    : parts.map((rule) => (/ or /.test(rule) ? `(${rule})` : rule)).join(" and ");
}

/** Piped text of earlier answers; what else is piped becomes its name in brackets, and is reported. */
export function readPiping(text: string, names: QsfNames, lost: (what: string) => void): string {
  return text.replace(/\$\{([a-z]+):\/\/([^{}]*)\}/gi, (whole, scheme: string, path: string) => {
    const asked = scheme.toLowerCase() === "q" ? names.get(path.split("/")[0]!) : undefined;
    if (asked) return `{${asked.name}}`;
    lost(whole);
    return `[${path.split("/").at(-1)}]`;
  });
}
