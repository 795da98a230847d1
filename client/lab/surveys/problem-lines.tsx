import { inEnglish } from "../../../schema/messages/message.ts";
import type { SurveyProblem } from "../../../schema/messages/survey.ts";
import { messageText } from "../../words/message-text.ts";
import style from "./surveys.module.css";

/** What is wrong or missing, each with its question. */
export const ProblemLines = ({ problems }: { problems: readonly SurveyProblem[] }) => (
  <ul className={style.lines}>
    {problems.map((problem, place) => (
      <li key={place} data-level={problem.level}>
        {problem.question !== null && <strong dir="auto">{problem.question}: </strong>}
        {messageText(problem, inEnglish(problem))}
      </li>
    ))}
  </ul>
);
