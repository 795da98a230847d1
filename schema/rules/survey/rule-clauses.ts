/** Rules of SurveyJS as clauses that a person can read and change: “show if {often} is *daily*”. */
import type { OptionValue } from "./survey-question.ts";

export const RULE_OPERATORS = ["=", "<>", ">=", "<=", "contains", "notempty", "empty"] as const;
export type RuleOperator = (typeof RULE_OPERATORS)[number];
/** `name`: of a question, of a matrix's row (`trust.press`), or of a condition's arm (`frame.arm`). */
export type RuleClause = { name: string; operator: RuleOperator; value: OptionValue };
/** All of its clauses hold (`and`), or one of them (`or`). */
export type Rule = { join: "and" | "or"; clauses: RuleClause[] };

export const needsValue = (operator: RuleOperator): boolean => operator !== "notempty" && operator !== "empty";

export const writeRule = ({ join, clauses }: Rule): string => clauses.map(writeClause).join(` ${join} `);

function writeClause({ name, operator, value }: RuleClause): string {
  const subject = `{${name}} ${operator}`;
  return needsValue(operator) ? `${subject} ${writeValue(value)}` : subject;
}

/** SurveyJS knows one escape, of the quotation mark. */
const writeValue = (value: OptionValue): string =>
  typeof value === "string" ? `'${value.replaceAll("'", "\\'")}'` : String(value);

const CLAUSE =
  /^\s*\{([^{}]+)\}\s*(?:(notempty|empty)\b|(=|<>|>=|<=|contains\b)\s*('(?:\\'|[^'])*'|true\b|false\b|-?\d+(?:\.\d+)?))/;
const JOIN = /^\s+(and|or)\s/;

/** @returns null for a rule that is no plain list of clauses, such as one with parentheses: it is shown as it is written */
export function readRule(expression: string): Rule | null {
  const clauses: RuleClause[] = [];
  const joins = new Set<string>();
  let rest = expression;
  for (;;) {
    const found = CLAUSE.exec(rest);
    if (!found) return null;
    const [whole, name, bare, operator, value] = found;
    clauses.push({ name: name!, operator: (bare ?? operator) as RuleOperator, value: readValue(value ?? "''") });
    rest = rest.slice(whole.length);
    if (rest.trim() === "") break;
    const join = JOIN.exec(rest);
    if (!join) return null;
    joins.add(join[1]!);
    rest = rest.slice(join[0].length);
  }
  return joins.size > 1 ? null : { join: joins.has("or") ? "or" : "and", clauses };
}

function readValue(text: string): OptionValue {
  if (text.startsWith("'")) return text.slice(1, -1).replaceAll("\\'", "'");
  return text === "true" || text === "false" ? text === "true" : Number(text);
}
