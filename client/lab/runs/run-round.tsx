import { useTranslation } from "react-i18next";
import type { RunRound as Round } from "../../../schema/messages/run.ts";

/** Which batch a run waits for, and until when at most. */
export function RunRound({ round }: { round: Round }) {
  const { t, i18n } = useTranslation("lab");
  const { number, planned, asked, settled, sentAt, dueAt } = round;
  const time = new Intl.DateTimeFormat(i18n.language, { weekday: "long", hour: "numeric", minute: "2-digit" });
  const format = (at: string) => time.format(new Date(at));
  return (
    <p>
      {t("runs.round", { number, planned, settled, asked })}{" "}
      {sentAt !== null && dueAt !== null
        ? t("runs.roundSent", { sent: format(sentAt), due: format(dueAt) })
        : t("runs.roundUnsent")}
    </p>
  );
}
