import { useTranslation } from "react-i18next";
import { formatMoney } from "../../../schema/rules/format-money.ts";
import type { RecordEntry } from "../../../schema/messages/session.ts";
import { Button } from "../../panels/parts/button.tsx";
import { Problem } from "../../panels/parts/states.tsx";
import { TimeAgo } from "../../panels/parts/time-ago.tsx";
import { usePlace } from "../../state/place-store.ts";
import type { enStudio } from "../../words/studio/en-studio.ts";
import { usePeopleOf, useRecord } from "../sessions-api.ts";
import style from "../studio.module.css";

type WordedAct = Exclude<RecordEntry["action"], "steered">;
/** What of a circle and its gallery is steered. */
type Steering = keyof (typeof enStudio)["record"]["steered"];

/** What was done in the session, newest first. */
export function RecordList({ id }: { id: string }) {
  const { t } = useTranslation("studio");
  const record = useRecord(id);
  const entries = record.data?.pages.flatMap(({ items }) => items) ?? [];
  return (
    <section aria-label={t("live.record")}>
      <h4>{t("live.record")}</h4>
      {record.isError && <Problem error={record.error} onRetry={() => void record.refetch()} />}
      <ol className={style.record} reversed>
        {entries.map((entry) => (
          <li key={entry.id}>
            <TimeAgo at={entry.at} /> <bdi>{entry.actorName || t("people.somebody")}</bdi>{" "}
            {entry.action === "steered" ? <Steered entry={entry} /> : <Done id={id} entry={entry} />}
          </li>
        ))}
      </ol>
      {record.hasNextPage && (
        <Button disabled={record.isFetchingNextPage} onClick={() => void record.fetchNextPage()}>
          {t("live.earlier")}
        </Button>
      )}
    </section>
  );
}

function Steered({ entry: { details } }: { entry: RecordEntry }) {
  const { t } = useTranslation("studio");
  return t(`record.steered.${details.steering as Steering}`, { defaultValue: details.steering });
}

function Done({ id, entry: { action, details } }: { id: string; entry: RecordEntry }) {
  const { t, i18n } = useTranslation("studio");
  const nameLimit = (nano: number | undefined) =>
    nano === undefined ? t("money.noLimit") : formatMoney(nano, i18n.language);
  const people = usePeopleOf(id).data?.items ?? [];
  const { subjectId, speakerName, text, quotation, role, section, seconds, consentVersion, limitNano } = details;
  const persona = usePlace((view) => view.avatars[subjectId ?? ""]?.name);
  // Somebody who withdrew has no name.
  const named = speakerName || people.find(({ userId }) => userId === subjectId)?.name || persona;
  const name = named || (action === "whispered" ? t("record.everybody") : t("record.someone"));
  return t(`record.${action as WordedAct}`, {
    name,
    text: quotation ?? text ?? "",
    role: role ? t(`invitedRoles.${role}`) : "",
    section: (section ?? 0) + 1,
    seconds: seconds ?? 0,
    version: consentVersion ?? 0,
    limit: nameLimit(limitNano),
  });
}
