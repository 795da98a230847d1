import { inEnglish } from "../../../schema/messages/message.ts";
import type { ResultWarning } from "../../../schema/messages/run-results.ts";
import { messageText } from "../../words/message-text.ts";
import style from "./results.module.css";

/** What the answers may be worth less for, in plain words. */
export const WarningList = ({ warnings, label }: { warnings: readonly ResultWarning[]; label: string }) =>
  warnings.length === 0 ? null : (
    <ul className={style.warnings} aria-label={label}>
      {warnings.map((warning, place) => (
        <li key={place}>{messageText(warning, inEnglish(warning))}</li>
      ))}
    </ul>
  );
