/** A text of a survey for those who read what several respondents were asked: no one text was shown to all of them. */
import { listProbes, type AskedProbe } from "./list-probes.ts";
import { readConditions, type Condition } from "./conditions.ts";
import type { SurveyModel } from "../../messages/survey.ts";

/** `{city}` of a condition becomes its wordings, “[Bern / Rome]”; what is piped of answers stays, as each gave another. */
export function nameArms(survey: SurveyModel): (text: string) => string {
  const conditions = readConditions(survey);
  return (text) => conditions.reduce(nameArmsOf, text);
}

/** Every probe, as results show it. */
export function listShownProbes(survey: SurveyModel): AskedProbe[] {
  const named = nameArms(survey);
  return listProbes(survey).map((probe) => ({
    ...probe,
    title: named(probe.title),
    options: probe.options.map((option) => ({ ...option, text: named(option.text) })),
  }));
}

const nameArmsOf = (text: string, { name, arms }: Condition): string =>
  text.replace(new RegExp(String.raw`\{\s*${RegExp.escape(name)}\s*\}`, "gi"), () =>
    arms.length === 0 ? "" : `[${arms.map((arm) => arm.text).join(" / ")}]`,
  );
