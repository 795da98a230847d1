import X from "lucide-react/icons/x";
import { useTranslation } from "react-i18next";
import type { SurveyModel } from "../../../../schema/messages/survey.ts";
import { readConditions } from "../../../../schema/rules/survey/conditions.ts";
import { readElements, textOf } from "../../../../schema/rules/survey/read-questions.ts";
import {
  needsValue,
  readRule,
  RULE_OPERATORS,
  writeRule,
  type Rule,
  type RuleClause,
  type RuleOperator,
} from "../../../../schema/rules/survey/rule-clauses.ts";
import { probeId, type Option } from "../../../../schema/rules/survey/survey-question.ts";
import { Button, IconButton } from "../../../panels/parts/button.tsx";
import { ChoiceField, TextField } from "../../../panels/parts/field.tsx";
import style from "../surveys.module.css";

/** What a rule can ask for: an earlier question, a row of a matrix, or the wording that was given. */
type RuleSubject = { name: string; label: string; options: Option[]; isNumber: boolean };

type RuleEditorProps = { model: SurveyModel; place: number; onRule(visibleIf: string | undefined): void };

/** “Show only if …” in words; a rule that is more than a list is edited as it is written. */
export function RuleEditor({ model, place, onRule }: RuleEditorProps) {
  const { t } = useTranslation("lab");
  const expression = textOf(readElements(model)[place]!.json["visibleIf"]).trim();
  const armOf = (name: string) => t("surveys.armOf", { name });
  const yesNo = [t("surveys.yes"), t("surveys.no")] as const;
  const subjects = findSubjects(model, place, armOf, yesNo);
  const rule = expression === "" ? { join: "and" as const, clauses: [] } : readRule(expression);
  const write = (changed: Rule) => onRule(changed.clauses.length === 0 ? undefined : writeRule(changed));
  if (rule === null)
    return (
      <TextField label={t("surveys.ruleRaw")} value={expression} onText={(text) => onRule(text.trim() || undefined)} />
    );
  const setClause = (at: number, clause: RuleClause) =>
    write({ ...rule, clauses: rule.clauses.map((each, index) => (index === at ? clause : each)) });
  const add = () => write({ ...rule, clauses: [...rule.clauses, firstClause(subjects[0]!)] });
  return (
    <fieldset className={style.rule}>
      <legend>{t("surveys.rule")}</legend>
      {rule.clauses.length === 0 && <p className={style.notes}>{t("surveys.ruleAlways")}</p>}
      {rule.clauses.length > 1 && (
        <ChoiceField
          label={t("surveys.ruleJoin")}
          value={rule.join}
          options={(["and", "or"] as const).map((value) => ({ value, label: t(`surveys.ruleJoins.${value}`) }))}
          onChoose={(join) => write({ ...rule, join })}
        />
      )}
      {rule.clauses.map((clause, at) => (
        <ClauseRow
          key={at}
          number={at + 1}
          clause={clause}
          subjects={subjects}
          onClause={(changed) => setClause(at, changed)}
          onRemove={() => write({ ...rule, clauses: rule.clauses.filter((_, index) => index !== at) })}
        />
      ))}
      {subjects.length > 0 && <Button onClick={add}>{t("surveys.ruleAdd")}</Button>}
    </fieldset>
  );
}

const firstClause = ({ name, options }: RuleSubject): RuleClause =>
  options[0] ? { name, operator: "=", value: options[0].value } : { name, operator: "notempty", value: "" };

function findSubjects(
  model: SurveyModel,
  place: number,
  armOf: (condition: string) => string,
  yesNo: readonly [string, string],
): RuleSubject[] {
  const earlier = readElements(model).slice(0, place);
  const questions = earlier.flatMap(({ json, question }) => {
    if (!question) return [];
    const { name, kind, title, rows } = question;
    const isNumber = kind === "numeric" || kind === "scale";
    // Where the survey names them otherwise, it keeps its own words.
    const isPlain = kind === "yes-no" && json["labelTrue"] === undefined && json["labelFalse"] === undefined;
    const options = isPlain ? question.options.map((each, at) => ({ ...each, text: yesNo[at]! })) : question.options;
    if (kind !== "matrix") return [{ name, label: `${name}: ${title}`, options, isNumber }];
    return rows.map((row) => ({
      name: probeId(name, row.value),
      label: `${name}: ${row.text}`,
      options,
      isNumber: false,
    }));
  });
  const arms = readConditions(model).map((condition) => ({
    name: `${condition.name}.arm`,
    label: armOf(condition.name),
    options: condition.arms.map((arm) => ({ value: arm.name, text: arm.name, isLast: false })),
    isNumber: false,
  }));
  return [...questions, ...arms];
}

type ClauseRowProps = {
  number: number;
  clause: RuleClause;
  subjects: readonly RuleSubject[];
  onClause(clause: RuleClause): void;
  onRemove(): void;
};

function ClauseRow({ number, clause, subjects, onClause, onRemove }: ClauseRowProps) {
  const { t } = useTranslation("lab");
  const subject = subjects.find(({ name }) => name === clause.name);
  // What is not offered (asked later, or no more there) stays visible.
  const named = subject
    ? subjects
    : [...subjects, { name: clause.name, label: clause.name, options: [], isNumber: false }];
  const options = subject?.options ?? [];
  const chosen = options.findIndex(({ value }) => value === clause.value);
  return (
    <div className={style.clause} role="group" aria-label={t("surveys.ruleOf", { number })}>
      <ChoiceField
        label={t("surveys.ruleSubject")}
        value={clause.name}
        options={named.map(({ name, label }) => ({ value: name, label }))}
        onChoose={(name) => onClause(firstClause(subjects.find((each) => each.name === name)!))}
      />
      <ChoiceField<RuleOperator>
        label={t("surveys.ruleOperator")}
        value={clause.operator}
        options={RULE_OPERATORS.map((value) => ({ value, label: t(`surveys.operators.${value}`) }))}
        onChoose={(operator) => onClause({ ...clause, operator })}
      />
      {needsValue(clause.operator) &&
        (options.length > 0 && chosen >= 0 ? (
          <ChoiceField
            label={t("surveys.ruleValue")}
            value={String(chosen)}
            options={options.map(({ text }, at) => ({ value: String(at), label: text }))}
            onChoose={(at) => onClause({ ...clause, value: options[Number(at)]!.value })}
          />
        ) : (
          <TextField
            label={t("surveys.ruleValue")}
            value={String(clause.value)}
            onText={(text) =>
              onClause({
                ...clause,
                value: subject?.isNumber && text !== "" && !Number.isNaN(Number(text)) ? Number(text) : text,
              })
            }
          />
        ))}
      <IconButton label={t("surveys.ruleRemove")} onClick={onRemove}>
        <X />
      </IconButton>
    </div>
  );
}
